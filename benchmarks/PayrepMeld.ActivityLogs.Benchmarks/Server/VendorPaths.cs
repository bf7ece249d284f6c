namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>The vendors' endpoints as their documentation writes them.</summary>
internal static class VendorPaths
{
    public const string Payrep = "/api/v1/security/web/fetch_activity_logs";
    public const string Meld = "/activity-log";

    /// <summary>The server's own: how many requests there were since it was last asked.</summary>
    public const string Count = "/count";

    public static string Of(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? Payrep : Meld;
}
