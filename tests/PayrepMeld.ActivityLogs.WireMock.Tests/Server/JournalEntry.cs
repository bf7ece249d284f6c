using System.Text.Json.Nodes;

namespace PayrepMeld.ActivityLogs.WireMock.Tests.Server;

/// <summary>One request as WireMock's journal has it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">Path and query, as they were sent.</param>
/// <param name="Headers">The headers, by name in any case.</param>
/// <param name="Body">The body as text; empty if there was none.</param>
/// <param name="Mapping">The id of the mapping that answered; null where none matched.</param>
internal sealed record JournalEntry(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string Body, string? Mapping)
{
    public static JournalEntry Of(JsonNode entry)
    {
        var request = entry["request"]!;
        var headers = request["headers"]!.AsObject().ToDictionary(h => h.Key, h => h.Value!.ToString(), StringComparer.OrdinalIgnoreCase);
        var matched = entry["wasMatched"]!.GetValue<bool>();
        return new(
            request["method"]!.GetValue<string>(),
            request["url"]!.GetValue<string>(),
            headers,
            request["body"]?.GetValue<string>() ?? "",
            matched ? entry["stubMapping"]!["id"]!.GetValue<string>() : null);
    }
}
