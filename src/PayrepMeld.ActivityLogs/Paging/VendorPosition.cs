namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What a read has learned of a vendor that a read resumed from a cursor must know as well.</summary>
[Flags]
internal enum SourceQuirks
{
    None = 0,

    /// <summary>Rows came out of order: an old page does not mean that all later ones are old.</summary>
    OutOfOrder = 1,

    /// <summary>What the vendor said of the rows remaining turned out wrong or missing: only an empty page is the end.</summary>
    RemainingUntrusted = 2,
}

/// <summary>How far a read of one vendor has come. The default is "not begun".</summary>
internal readonly record struct VendorPosition
{
    /// <summary>The most hashes that <see cref="Delivered"/> holds: two of the largest pages.</summary>
    public const int MaxDelivered = 2 * ActivityLogQuery.MaxPageSize;

    public bool IsDone { get; init; }

    /// <summary>The row to go on after; null before the first.</summary>
    public RowCursor? After { get; init; }

    /// <summary>When that row happened: a newer one after it is out of order.</summary>
    public long LastTicks { get; init; }

    public SourceQuirks Quirks { get; init; }

    /// <summary>
    /// Hashes of the ids of rows that were delivered and may yet lie ahead: those of the cursor's own instant, whose order a vendor may not
    /// keep, and those of a page out of order. Null for none.
    /// </summary>
    public ulong[]? Delivered { get; private init; }

    /// <summary>Moves on to a row.</summary>
    /// <param name="place">The row to go on after.</param>
    /// <param name="delivered">Ids of rows that were delivered and may yet lie ahead.</param>
    public VendorPosition MovedTo(RowPlace place, IEnumerable<string> delivered)
    {
        // In a list in order nothing delivered at an earlier instant can lie ahead of a later one.
        var isPassed = !Quirks.HasFlag(SourceQuirks.OutOfOrder) && After is not null && place.Ticks < LastTicks;
        return (this with { After = place.Cursor, LastTicks = place.Ticks, Delivered = isPassed ? null : Delivered }).WithDelivered(delivered);
    }

    /// <summary>Stays, but remembers that these rows ahead were delivered.</summary>
    public VendorPosition WithDelivered(IEnumerable<string> ids) => WithHashes([.. (Delivered ?? []).Union(ids.Select(QueryHash.OfText))]);

    /// <summary>The same, by hashes; beyond <see cref="MaxDelivered"/> the earliest are forgotten.</summary>
    public VendorPosition WithHashes(IReadOnlyCollection<ulong> hashes) =>
        this with { Delivered = hashes.Count == 0 ? null : [.. hashes.TakeLast(MaxDelivered)] };
}
