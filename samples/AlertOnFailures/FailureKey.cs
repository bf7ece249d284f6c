namespace PayrepMeld.ActivityLogs.AlertOnFailures;

/// <summary>Failures that are one matter: the first is alerted at once, the others are counted.</summary>
internal sealed record FailureKey(ActivityLogVendor Vendor, string? Action, string? Endpoint)
{
    public static FailureKey Of(ActivityLogEntry entry) => new(entry.Vendor, entry.Action, entry.Endpoint);
}
