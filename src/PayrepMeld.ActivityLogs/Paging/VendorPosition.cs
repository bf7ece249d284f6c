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
    /// <summary>The most hashes that <see cref="Delivered"/>, <see cref="Taken"/> and <see cref="Unplaced"/> hold each: as many as the largest page that is read has rows.</summary>
    public const int MaxDelivered = Json.RowParser.MaxRows;

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
    public ulong[]? Delivered { get; init; }

    /// <summary>
    /// Hashes of the ids of rows that were delivered and surely lie ahead: what was taken of a page that was left among rows of one instant or
    /// out of order, where the position stays at the page's start. They are kept until they are met, whatever is met before them. Null for none.
    /// </summary>
    public ulong[]? Taken { get; init; }

    /// <summary>When the oldest of those rows happened, or before; without meaning where there are none.</summary>
    public long OldestDelivered { get; init; }

    /// <summary>
    /// Hashes of the unreadable rows without a place that were reported and lie between here and the next row with a place, in their order: the
    /// next page begins with them again. Null for none.
    /// </summary>
    public ulong[]? Unplaced { get; init; }

    /// <summary>There are delivered rows that lie ahead, or may.</summary>
    public bool HasDelivered => Delivered is not null || Taken is not null;

    /// <summary>The cut this position is above, in UTC ticks: what is older was not begun. Null where the read is not in a slice.</summary>
    public long? Floor { get; init; }

    /// <summary>The cut this position is below, in UTC ticks: what is newer is done. Null where there is none.</summary>
    public long? Ceiling { get; init; }

    /// <summary>The beginning of what is older than this slice.</summary>
    public VendorPosition BelowFloor => new() { Ceiling = Floor, Quirks = Quirks };

    /// <summary>The end of a slice is the beginning of the next one, and the end of the last one is the end.</summary>
    public VendorPosition OrNextSlice => IsDone && Floor is not null ? BelowFloor : this;

    /// <summary>Moves on to a row.</summary>
    /// <param name="place">The row to go on after.</param>
    /// <param name="delivered">Rows that were delivered and may yet lie ahead.</param>
    public VendorPosition MovedTo(RowPlace place, IEnumerable<RowPlace> delivered)
    {
        // In a list in order, rows newer than where the read stands do not lie ahead.
        var arePassed = !Quirks.HasFlag(SourceQuirks.OutOfOrder) && place.Ticks < OldestDelivered;
        var moved = this with { After = place.Cursor, LastTicks = place.Ticks, Delivered = arePassed ? null : Delivered, Unplaced = null };
        return moved with { Delivered = moved.Add(moved.Delivered, delivered, out var oldest), OldestDelivered = oldest };
    }

    /// <summary>Stays, but remembers that these rows ahead were taken.</summary>
    public VendorPosition WithTaken(IEnumerable<RowPlace> rows) =>
        this with { Taken = Add(Taken, rows, out var oldest), OldestDelivered = oldest };

    /// <summary>Of the rows that were taken, these do not lie ahead any more.</summary>
    public VendorPosition Past(IEnumerable<RowPlace> rows)
    {
        if (Taken is null)
        {
            return this;
        }

        var left = Taken.Except(rows.Select(HashOf)).ToArray();
        return this with { Taken = left.Length == 0 ? null : left };
    }

    private static ulong HashOf(RowPlace row) => QueryHash.OfText(row.Cursor.Id);

    /// <summary>Beyond <see cref="MaxDelivered"/> the earliest are forgotten.</summary>
    private ulong[]? Add(ulong[]? to, IEnumerable<RowPlace> rows, out long oldest)
    {
        var hashes = new List<ulong>(to ?? []);
        var known = new HashSet<ulong>(hashes);
        oldest = HasDelivered ? OldestDelivered : long.MaxValue;
        foreach (var row in rows)
        {
            var hash = HashOf(row);
            if (known.Add(hash))
            {
                hashes.Add(hash);
            }

            oldest = Math.Min(oldest, row.Ticks);
        }

        return hashes.Count == 0 ? null : [.. hashes.TakeLast(MaxDelivered)];
    }
}
