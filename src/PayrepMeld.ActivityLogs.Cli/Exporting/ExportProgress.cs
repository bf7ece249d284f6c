namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>How far an export is, how fast it goes and when it may end. One thread reports, another may look.</summary>
/// <remarks>
/// Meld says how many rows are left. Where nobody does (Payrep, both merged, parts read side by side) it is the time covered that counts, which takes a beginning:
/// without <c>--since</c> nobody knows.
/// </remarks>
internal sealed class ExportProgress(TimeProvider time)
{
    /// <summary>What the rate is taken over.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, long Entries)> _recent = [];
    private (long At, double Fraction)? _begin;
    private double? _fraction;
    private long _entries;

    /// <summary>The part that is done, 0 to 1; null if nobody knows.</summary>
    public double? Fraction
    {
        get
        {
            lock (_lock)
            {
                return _fraction;
            }
        }
    }

    public void Report(ExportState state, ActivityLogPage page)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _entries = state.Entries;
            _recent.Enqueue((now, _entries));
            while (_recent.Count > 2 && time.GetElapsedTime(_recent.Peek().At, now) > Window)
            {
                _recent.Dequeue();
            }

            _fraction = FractionOf(state, page) ?? _fraction;
            if (_begin is null && _fraction is { } fraction)
            {
                _begin = (now, fraction);
            }
        }
    }

    /// <summary>Where it stands at this moment.</summary>
    /// <returns>Entries in all, entries a second lately, and how long it may still take where that can be said.</returns>
    public (long Entries, double? Rate, TimeSpan? Left) Now()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            return (_entries, RateAt(now), LeftAt(now));
        }
    }

    private static double? FractionOf(ExportState state, ActivityLogPage page)
    {
        if (page.Next is null)
        {
            return 1;
        }

        if (page.Remaining is { } left && state.Rows is > 0 and { } rows)
        {
            return 1 - Math.Min(1, (double)left / rows);
        }

        if (state is { Rows: null, From: { } from, Newest: { } newest, Oldest: { } oldest } && newest > from)
        {
            return Math.Clamp((newest - oldest) / (newest - from), 0, 1);
        }

        return null;
    }

    private double? RateAt(long now)
    {
        if (!_recent.TryPeek(out var first))
        {
            return null;
        }

        var elapsed = time.GetElapsedTime(first.At, now);
        return elapsed > TimeSpan.Zero && _recent.Count > 1 ? (_entries - first.Entries) / elapsed.TotalSeconds : null;
    }

    private TimeSpan? LeftAt(long now)
    {
        if (_begin is not { } begin || _fraction is not { } fraction || fraction <= begin.Fraction)
        {
            return null;
        }

        var ticks = time.GetElapsedTime(begin.At, now).Ticks * ((1 - fraction) / (fraction - begin.Fraction));
        return ticks < TimeSpan.FromDays(30).Ticks ? TimeSpan.FromTicks((long)ticks) : null;
    }
}
