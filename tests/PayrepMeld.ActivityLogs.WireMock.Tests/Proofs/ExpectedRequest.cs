using System.Text.Json.Nodes;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.WireMock.Tests.Server;

namespace PayrepMeld.ActivityLogs.WireMock.Tests.Proofs;

/// <summary>A request the SDK must make, to the byte.</summary>
internal sealed record ExpectedRequest(string Method, string Url, string Body)
{
    /// <summary>The headers it must have, and those it must not have, as null.</summary>
    public required IReadOnlyDictionary<string, string?> Headers { get; init; }

    /// <summary>One page of Payrep's log.</summary>
    /// <param name="after">The <c>created_at</c> and <c>id</c> of the row before; null for the first page.</param>
    /// <param name="token">The token.</param>
    public static ExpectedRequest Fetch((string CreatedAt, string Id)? after = null, string token = WireMockStubs.PayrepToken)
    {
        var cursor = after is { } row ? $",\"cursor_created_at\":\"{row.CreatedAt}\",\"cursor_id\":\"{row.Id}\"" : "";
        return Post("/api/v1/security/web/fetch_activity_logs", $"{{\"start_date\":\"2025-04-24\",\"end_date\":\"2025-05-01\",\"limit\":2{cursor}}}", "Bearer " + token);
    }

    public static ExpectedRequest Login() =>
        Post("/api/v1/auth/web/login", $"{{\"email\":\"{WireMockStubs.PayrepEmail}\",\"password\":\"{WireMockStubs.PayrepPassword}\"}}", authorization: null);

    public static ExpectedRequest Refresh() => Post("/api/v1/auth/web/refresh", "{\"refresh\":\"payrep-refresh-token\"}", authorization: null);

    /// <summary>One page of Meld's log.</summary>
    /// <param name="after">The key of the row before, as it stands in the query; null for the first page.</param>
    public static ExpectedRequest Search(string? after = null)
    {
        var cursor = after is null ? "" : "after=" + after + "&";
        return new("GET", $"/activity-log?start=2025-04-24T23%3A59%3A59.000Z&end=2025-04-30T00%3A00%3A01.000Z&{cursor}limit=2", "")
        {
            Headers = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Authorization"] = "BASIC meld-test-key",
                ["Meld-Version"] = StubReader.MeldVersion,
                ["Content-Type"] = null,
                ["Accept"] = null,
            },
        };
    }

    /// <summary>Holds a request of the journal to this one.</summary>
    public void ShouldBe(JournalEntry actual)
    {
        (actual.Method, actual.Url, actual.Body).Should().Be((Method, Url, Body));
        foreach (var (name, value) in Headers)
        {
            actual.Headers.GetValueOrDefault(name).Should().Be(value, "that is what {0} must be in {1}", name, Url);
        }
    }

    /// <summary>The same as a pattern of WireMock's.</summary>
    public JsonObject ToPattern()
    {
        var pattern = new JsonObject
        {
            ["method"] = Method,
            ["url"] = Url,
            ["headers"] = new JsonObject(Headers.Select(header => KeyValuePair.Create<string, JsonNode?>(
                header.Key, header.Value is { } value ? new JsonObject { ["equalTo"] = value } : new JsonObject { ["absent"] = true }))),
        };
        if (Body.Length > 0)
        {
            pattern["bodyPatterns"] = new JsonArray(new JsonObject { ["equalTo"] = Body });
        }

        return pattern;
    }

    private static ExpectedRequest Post(string url, string body, string? authorization) => new("POST", url, body)
    {
        Headers = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Authorization"] = authorization,
            ["Content-Type"] = "application/json",
            ["Meld-Version"] = null,
            ["Accept"] = null,
        },
    };
}
