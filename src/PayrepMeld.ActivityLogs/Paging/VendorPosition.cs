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
    public static VendorPosition Done => new() { IsDone = true };

    public bool IsDone { get; init; }

    /// <summary>The row to go on after; null before the first.</summary>
    public RowCursor? After { get; init; }

    /// <summary>When that row happened: a newer one after it is out of order.</summary>
    public long LastTicks { get; init; }

    public SourceQuirks Quirks { get; init; }

    public VendorPosition MovedTo(ActivityLogEntry entry) => this with { After = entry.Cursor, LastTicks = entry.UtcTicks };
}
