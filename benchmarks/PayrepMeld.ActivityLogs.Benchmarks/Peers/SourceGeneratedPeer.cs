using System.Net.Http.Json;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>HttpClient and System.Text.Json as the careful write it: source-generated, straight from the stream.</summary>
internal sealed class SourceGeneratedPeer(ActivityLogVendor vendor, HttpClient client) : IPeer
{
    private static readonly Uri PayrepPath = new(VendorPaths.Payrep, UriKind.Relative);

    public string Name => "hand-written, source-generated, from the stream";

    public Task<Tally> ReadAsync() => vendor == ActivityLogVendor.Payrep
        ? PeerPaging.ReadPayrepAsync(FetchPayrepAsync)
        : PeerPaging.ReadMeldAsync<JsonElement>(FetchMeldAsync, PeerPaging.StatusOf);

    private async Task<PayrepPageModel> FetchPayrepAsync(PayrepRequestModel body)
    {
        using var content = JsonContent.Create(body, PeerJson.Default.PayrepRequestModel);
        using var request = new HttpRequestMessage(HttpMethod.Post, PayrepPath) { Content = content };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        return (await JsonSerializer.DeserializeAsync(stream, PeerJson.Default.PayrepPageModel))!;
    }

    private async Task<MeldPageModel<JsonElement>> FetchMeldAsync(string? after)
    {
        using var response = await client.GetAsync(PeerPaging.MeldQuery(after), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        return (await JsonSerializer.DeserializeAsync(stream, PeerJson.Default.MeldPageModelJsonElement))!;
    }
}
