using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;
using PayrepMeld.ActivityLogs.Benchmarks.Server;
using RestEase;

// RestEase implements the interfaces at run time, in an assembly of its own.
[assembly: InternalsVisibleTo(RestClient.FactoryAssemblyName)]

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>RestEase with its defaults, Newtonsoft.Json among them.</summary>
internal sealed class RestEasePeer(ActivityLogVendor vendor, HttpClient client) : IPeer
{
    private readonly IRestEaseVendor _api = RestClient.For<IRestEaseVendor>(client);

    public string Name => "RestEase";

    public Task<Tally> ReadAsync() => vendor == ActivityLogVendor.Payrep
        ? PeerPaging.ReadPayrepAsync(_api.FetchPayrepAsync)
        : PeerPaging.ReadMeldAsync(after => _api.FetchMeldAsync(PeerPaging.MeldStart, PeerPaging.MeldEnd, 100, after), details => details!.Value<int>("responseCode"));
}

internal interface IRestEaseVendor
{
    [Post(VendorPaths.Payrep)]
    Task<PayrepPageModel> FetchPayrepAsync([Body] PayrepRequestModel body);

    [Get(VendorPaths.Meld)]
    Task<MeldPageModel<JToken>> FetchMeldAsync([Query] string start, [Query] string end, [Query] int limit, [Query] string? after);
}
