namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>What the servers ask for, and every client sends. They listen on loopback only.</summary>
internal static class Credentials
{
    public const string PayrepToken = "benchmark-token";
    public const string MeldKey = "benchmark-key";

    public static string HeaderOf(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? "Bearer " + PayrepToken : "BASIC " + MeldKey;
}
