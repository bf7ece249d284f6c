namespace PayrepMeld.ActivityLogs.Cli.Progress;

/// <summary>How far a read is, how fast it goes and when it may end. One thread reports, another may look.</summary>
internal sealed class ReadProgress(TimeProvider time)
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

    /// <summary>The part of the time from the newest entry back to the beginning that lies behind; null where nothing does, nor will.</summary>
    public static double? Covered(DateTimeOffset newest, DateTimeOffset oldest, DateTimeOffset from) => newest > from ? Math.Clamp((newest - oldest) / (newest - from), 0, 1) : null;

    /// <param name="entries">How many there are by now.</param>
    /// <param name="fraction">The part that is done, 0 to 1; null if that cannot be told.</param>
    public void Report(long entries, double? fraction)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _entries = entries;
            _recent.Enqueue((now, _entries));
            while (_recent.Count > 2 && time.GetElapsedTime(_recent.Peek().At, now) > Window)
            {
                _recent.Dequeue();
            }

            _fraction = fraction ?? _fraction;
            if (_begin is null && _fraction is { } begin)
            {
                _begin = (now, begin);
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
