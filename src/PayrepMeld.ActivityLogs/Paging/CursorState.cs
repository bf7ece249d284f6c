namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What a cursor says: whose it is, and how far each vendor was read.</summary>
/// <param name="Source">The vendor, or null for a merged read.</param>
/// <param name="Account">A hash of the account's name.</param>
/// <param name="Query">A hash over what selects rows.</param>
/// <param name="To">The frozen upper bound.</param>
/// <param name="Positions">One for each vendor, in the order of <see cref="ActivityLogVendor"/>.</param>
internal sealed record CursorState(ActivityLogVendor? Source, ulong Account, ulong Query, DateTimeOffset To, IReadOnlyList<VendorPosition> Positions);
