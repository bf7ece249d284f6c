using System.Net.Http.Json;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>HttpClient and System.Text.Json as most write it: the helpers' defaults, types found by reflection.</summary>
internal sealed class ReflectionPeer(ActivityLogVendor vendor, HttpClient client) : IPeer
{
    public const string PeerName = "hand-written, System.Text.Json by reflection";

    private static readonly Uri PayrepPath = new(VendorPaths.Payrep, UriKind.Relative);

    public string Name => PeerName;

    public Task<Tally> ReadAsync() => vendor == ActivityLogVendor.Payrep
        ? PeerPaging.ReadPayrepAsync(FetchPayrepAsync)
        : PeerPaging.ReadMeldAsync<JsonElement>(FetchMeldAsync, PeerPaging.StatusOf);

    private async Task<PayrepPageModel> FetchPayrepAsync(PayrepRequestModel request)
    {
        using var response = await client.PostAsJsonAsync(PayrepPath, request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<PayrepPageModel>())!;
    }

    private async Task<MeldPageModel<JsonElement>> FetchMeldAsync(string? after)
    {
        using var response = await client.GetAsync(PeerPaging.MeldQuery(after));
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<MeldPageModel<JsonElement>>())!;
    }
}
