using Microsoft.Extensions.DependencyInjection;
using RestSharp;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>Everyone who reads the same log in one run.</summary>
internal static class AllPeers
{
    public const string SdkTimeOnly = "this SDK: only the time read, attributes and details left alone";

    public static IReadOnlyList<IPeer> Of(ActivityLogVendor vendor, Uri baseAddress, IServiceProvider sdk)
    {
        var client = sdk.GetRequiredService<IActivityLogClient>();

        // The peers wait for a page before they ask for the next one: so does the SDK here, but for the line that says otherwise.
        var everything = new ActivityLogQuery { PrefetchPages = 0 };
        List<IPeer> peers =
        [
            new WirePeer(vendor, PeerClient.Create(vendor, baseAddress), scan: false),
            new WirePeer(vendor, PeerClient.Create(vendor, baseAddress), scan: true),
            new ReflectionPeer(vendor, PeerClient.Create(vendor, baseAddress)),
            new SourceGeneratedPeer(vendor, PeerClient.Create(vendor, baseAddress)),
#if USE_REFIT
            new RefitPeer(vendor, PeerClient.Create(vendor, baseAddress)),
#endif
            new RestSharpPeer(vendor, new RestClient(PeerClient.Create(vendor, baseAddress))),
            new RestEasePeer(vendor, PeerClient.Create(vendor, baseAddress)),
            new SdkPeer(SdkPeer.PeerName, client, everything, SdkPeer.TimeAndStatus),
            new SdkPeer($"this SDK: {(vendor == ActivityLogVendor.Payrep ? "`Id` and `CreatedAtText`" : "`Id`")} read too", client, everything, SdkPeer.Texts),
            new SdkPeer("this SDK: one page ahead, as by default", client, new ActivityLogQuery(), SdkPeer.TimeAndStatus),
            new SdkPeer("this SDK: `IncludeRaw` on", client, everything with { IncludeRaw = true }, SdkPeer.TimeAndStatus),
        ];
        if (vendor == ActivityLogVendor.Meld)
        {
            peers.Add(new SdkPeer(SdkTimeOnly, client, everything, SdkPeer.TimeOnly));
        }

        return peers;
    }
}
