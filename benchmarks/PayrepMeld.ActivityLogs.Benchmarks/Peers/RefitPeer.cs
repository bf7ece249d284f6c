#if USE_REFIT
using System.Text.Json;
using PayrepMeld.ActivityLogs.Benchmarks.Server;
using Refit;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>Refit with its defaults.</summary>
internal sealed class RefitPeer(ActivityLogVendor vendor, HttpClient client) : IPeer
{
    private readonly IRefitVendor _api = RestService.For<IRefitVendor>(client);

    public string Name => "Refit";

    public Task<Tally> ReadAsync() => vendor == ActivityLogVendor.Payrep
        ? PeerPaging.ReadPayrepAsync(_api.FetchPayrepAsync)
        : PeerPaging.ReadMeldAsync<JsonElement>(after => _api.FetchMeldAsync(PeerPaging.MeldStart, PeerPaging.MeldEnd, 100, after), PeerPaging.StatusOf);
}

internal interface IRefitVendor
{
    [Post(VendorPaths.Payrep)]
    Task<PayrepPageModel> FetchPayrepAsync([Body] PayrepRequestModel body);

    [Get(VendorPaths.Meld)]
    Task<MeldPageModel<JsonElement>> FetchMeldAsync(string start, string end, int limit, string? after);
}
#endif
