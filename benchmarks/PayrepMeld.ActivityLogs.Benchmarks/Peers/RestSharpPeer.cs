using System.Text.Json;
using PayrepMeld.ActivityLogs.Benchmarks.Server;
using RestSharp;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>RestSharp with its defaults.</summary>
internal sealed class RestSharpPeer(ActivityLogVendor vendor, RestClient client) : IPeer
{
    public string Name => "RestSharp";

    public Task<Tally> ReadAsync() => vendor == ActivityLogVendor.Payrep
        ? PeerPaging.ReadPayrepAsync(FetchPayrepAsync)
        : PeerPaging.ReadMeldAsync<JsonElement>(FetchMeldAsync, PeerPaging.StatusOf);

    private async Task<PayrepPageModel> FetchPayrepAsync(PayrepRequestModel body) =>
        (await client.PostAsync<PayrepPageModel>(new RestRequest(VendorPaths.Payrep).AddJsonBody(body)))!;

    private async Task<MeldPageModel<JsonElement>> FetchMeldAsync(string? after)
    {
        var request = new RestRequest(VendorPaths.Meld)
            .AddQueryParameter("start", PeerPaging.MeldStart)
            .AddQueryParameter("end", PeerPaging.MeldEnd)
            .AddQueryParameter("limit", "100");
        if (after is not null)
        {
            request.AddQueryParameter("after", after);
        }

        return (await client.GetAsync<MeldPageModel<JsonElement>>(request))!;
    }
}
