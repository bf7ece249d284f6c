namespace PayrepMeld.ActivityLogs;

/// <summary>
/// A row that could not become an entry: it has no id or no time, or one that cannot be read, or it is nested deeper than 64 or
/// is not valid UTF-8. It is reported, never dropped.
/// </summary>
/// <param name="Vendor">The vendor that sent it.</param>
/// <param name="Raw">The row exactly as received.</param>
/// <param name="Reason">Why it could not be read, in a sentence.</param>
public sealed record UnreadableRow(ActivityLogVendor Vendor, ReadOnlyMemory<byte> Raw, string Reason)
{
    /// <summary>Which row of its page it was, from 0, entries counted too.</summary>
    internal int Index { get; init; }

    /// <summary>Its place in the vendor's list, where its id and time are sound.</summary>
    internal Paging.RowPlace? Place { get; init; }
}
