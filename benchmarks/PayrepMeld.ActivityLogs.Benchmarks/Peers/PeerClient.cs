using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>A plain client with the vendor's address and credential.</summary>
internal static class PeerClient
{
    public static HttpClient Create(ActivityLogVendor vendor, Uri baseAddress)
    {
        var client = new HttpClient { BaseAddress = baseAddress };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Credentials.HeaderOf(vendor));
        return client;
    }
}
