namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>What a reading command was asked for.</summary>
/// <param name="Vendor">The one vendor to read; null for all that are configured.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Query">What the SDK is asked.</param>
/// <param name="Filter">What is left out afterwards.</param>
/// <param name="Zone">The zone times are printed in.</param>
internal sealed record ReadingRequest(ActivityLogVendor? Vendor, string Account, ActivityLogQuery Query, EntryFilter Filter, TimeZoneInfo Zone);
