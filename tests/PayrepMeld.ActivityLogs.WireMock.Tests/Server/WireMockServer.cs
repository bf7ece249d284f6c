using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.WireMock.Tests.Server;

/// <summary>One real WireMock server for all tests, and its admin API.</summary>
public sealed class WireMockServer : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("wiremock-");
    private WireMockProcess? _process;

    public Uri Address => Admin.BaseAddress!;

    private HttpClient Admin => _process!.Client;

    /// <summary>The folder it reads mappings from at each reset.</summary>
    public string MappingsFolder => Path.Combine(_root.FullName, "mappings");

    public async Task InitializeAsync()
    {
        // The tests are skipped, but xunit makes their fixture all the same.
        if (Needs.Missing is null)
        {
            _process = await WireMockProcess.StartAsync(_root.FullName);
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _root.Delete(recursive: true);
    }

    /// <summary>No mapping, no scenario under way, an empty journal; then the situations' mappings, as shipped, by the admin API.</summary>
    /// <returns>The ids the server gave the mappings.</returns>
    internal async Task<IReadOnlyList<string>> LoadAsync(params IEnumerable<string> situations)
    {
        if (Directory.Exists(MappingsFolder))
        {
            Directory.Delete(MappingsFolder, recursive: true);
        }

        await ResetAsync();
        var ids = new List<string>();
        foreach (var mapping in situations.SelectMany(WireMockStubs.Read))
        {
            using var content = new StringContent(mapping, Encoding.UTF8, "application/json");
            using var response = await Admin.PostAsync("__admin/mappings", content);
            var text = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.Should().BeTrue("the server must take the mapping, and said {0}", text);
            ids.Add(JsonNode.Parse(text)!["id"]!.GetValue<string>());
        }

        return ids;
    }

    /// <summary>Back to what the mappings folder holds, every scenario at its start, an empty journal.</summary>
    internal async Task ResetAsync()
    {
        foreach (var what in new[] { "mappings/reset", "scenarios/reset" })
        {
            using var response = await Admin.PostAsync("__admin/" + what, content: null);
            response.EnsureSuccessStatusCode();
        }

        using var cleared = await Admin.DeleteAsync("__admin/requests");
        cleared.EnsureSuccessStatusCode();
    }

    /// <summary>The ids of the mappings the server has.</summary>
    internal async Task<IReadOnlyList<string>> MappingsAsync() =>
        [.. (await Admin.GetFromJsonAsync<JsonObject>("__admin/mappings"))!["mappings"]!.AsArray().Select(m => m!["id"]!.GetValue<string>())];

    /// <summary>What the server was asked, oldest first.</summary>
    internal async Task<IReadOnlyList<JournalEntry>> JournalAsync() =>
        [.. (await Admin.GetFromJsonAsync<JsonObject>("__admin/requests"))!["requests"]!.AsArray().Reverse().Select(entry => JournalEntry.Of(entry!))];

    /// <summary>The addresses of the requests that no mapping matched.</summary>
    internal async Task<IReadOnlyList<string>> UnmatchedAsync() =>
        [.. (await Admin.GetFromJsonAsync<JsonObject>("__admin/requests/unmatched"))!["requests"]!.AsArray().Select(r => r!["url"]!.GetValue<string>())];

    /// <summary>How many requests of the journal match a pattern, by WireMock's own judgement.</summary>
    internal async Task<int> CountAsync(JsonObject pattern)
    {
        using var response = await Admin.PostAsJsonAsync("__admin/requests/count", pattern);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["count"]!.GetValue<int>();
    }
}

[CollectionDefinition(Name)]
public sealed class WireMockCollection : ICollectionFixture<WireMockServer>
{
    public const string Name = "The WireMock server";
}
