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

    /// <summary>The newest time up to which all was delivered; null before the first row.</summary>
    public long? Watermark { get; private set; }

    /// <summary>From here on every row is known that was delivered; what is older is not looked at.</summary>
    public long CompleteFrom { get; private set; }

    public static ulong HashOf(string id) => QueryHash.OfText(id);

    /// <summary>Where a poll has to begin: the overlap before the watermark. Rows dated in the future must not hide those that are not, so it lies no later than the overlap before now.</summary>
    public static long LowerBound(long? watermark, DateTimeOffset now, TimeSpan overlap) =>
        watermark is { } newest ? Math.Max(0, Math.Min(newest, now.UtcTicks) - overlap.Ticks) : long.MinValue;

    public static long? Newer(long? one, long? other) => one > other || other is null ? one : other;

    public bool IsNew(ulong hash, long ticks) => ticks >= CompleteFrom && !_rows.ContainsKey(hash);

    public void Add(KnownRow row) => _rows[row.Hash] = row.Ticks;

    /// <summary>Nothing older is new.</summary>
    public void BeginAt(long ticks) => CompleteFrom = Math.Max(CompleteFrom, ticks);

    /// <summary>All up to there was delivered.</summary>
    /// <returns>Whether that is news.</returns>
    public bool MoveTo(long? ticks)
    {
        var before = Watermark;
        Watermark = Newer(before, ticks);
        return Watermark != before;
    }

    /// <summary>Forgets what the next poll does not read again.</summary>
    public void Forget(DateTimeOffset now, TimeSpan overlap)
    {
        var bound = LowerBound(Watermark, now, overlap);
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
