using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>
/// What a follow remembers of a vendor's rows: how far it has come, and which of the rows that it reads again it has had. It grows with the
/// overlap, not with the time it runs.
/// </summary>
internal sealed class KnownRows
{
    private readonly Dictionary<ulong, long> _rows = [];

    public KnownRows(VendorState? saved)
    {
        Watermark = saved?.Watermark;
        CompleteFrom = saved?.CompleteFrom ?? long.MinValue;
        foreach (var row in saved?.Known ?? [])
        {
            _rows[row.Hash] = row.Ticks;
        }
    }

    /// <summary>Up to there all was delivered: the newest row's time, or that of the poll where rows are dated in the future; null before the first row.</summary>
    public long? Watermark { get; private set; }

    /// <summary>From here on every row is known that was delivered; what is older is not looked at.</summary>
    public long CompleteFrom { get; private set; }

    public static ulong HashOf(string id) => QueryHash.OfText(id);

    /// <summary>Where a poll has to begin: the overlap before the watermark.</summary>
    public static long LowerBound(long? watermark, TimeSpan overlap) => watermark is { } ticks ? Math.Max(0, ticks - overlap.Ticks) : long.MinValue;

    public static long? Newer(long? one, long? other) => one > other || other is null ? one : other;

    public bool IsNew(ulong hash, long ticks) => ticks >= CompleteFrom && !_rows.ContainsKey(hash);

    public void Add(KnownRow row) => _rows[row.Hash] = row.Ticks;

    /// <summary>Nothing older is new.</summary>
    public void BeginAt(long ticks) => CompleteFrom = Math.Max(CompleteFrom, ticks);

    /// <summary>All up to there was delivered.</summary>
    /// <param name="ticks">The newest row's time; null for none.</param>
    /// <param name="polledAt">When the poll that found it began: a row dated in the future must not hide those that are not.</param>
    /// <returns>Whether that is news.</returns>
    public bool MoveTo(long? ticks, long polledAt)
    {
        var before = Watermark;
        Watermark = Newer(before, ticks > polledAt ? polledAt : ticks);
        return Watermark != before;
    }

    /// <summary>Forgets what the next poll does not read again.</summary>
    public void Forget(TimeSpan overlap)
    {
        var bound = LowerBound(Watermark, overlap);
        if (bound <= CompleteFrom)
        {
            return;
        }

        CompleteFrom = bound;
        var before = _rows.Count;
        foreach (var (hash, ticks) in _rows)
        {
            if (ticks < bound)
            {
                _rows.Remove(hash);
            }
        }

        if (_rows.Count < before / 2)
        {
            _rows.TrimExcess();
        }
    }

    public VendorState Save(bool hasBegun) => new(hasBegun, Watermark, CompleteFrom, [.. _rows.Select(row => new KnownRow(row.Key, row.Value))]);
}
