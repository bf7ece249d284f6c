using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PayrepMeld.ActivityLogs.Tests.Json;

/// <summary>What a row says, told a second time by <see cref="JsonDocument"/> alone.</summary>
internal sealed partial class PlainModel
{
    private readonly List<(string Name, JsonElement Value)> _members = [];

    private PlainModel(JsonElement row)
    {
        foreach (var member in row.EnumerateObject())
        {
            _members.Add((member.Name, member.Value));
        }
    }

    /// <summary>The rows of a body; null where it cannot tell: no JSON, or texts that the framework refuses.</summary>
    public static List<PlainModel?>? Rows(byte[] body, string array)
    {
        try
        {
            var rows = default(List<PlainModel?>);
            var reader = JsonDocument.Parse(body.AsMemory(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), new JsonDocumentOptions { MaxDepth = 1000 }).RootElement;
            foreach (var member in reader.EnumerateObject())
            {
                if (member.Name == array && member.Value.ValueKind == JsonValueKind.Array)
                {
                    rows = [.. member.Value.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Object ? new PlainModel(row) : null)];
                }
            }

            return rows;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the row must be readable: it is usual enough for that. No, where it cannot tell.</summary>
    public bool MustBeRead(string id, string time) => Told(() =>
        Text(id) is { Length: > 0 and < 100 } && Text(time) is { } text && Usual().IsMatch(text) && _members.TrueForAll(member => Depth(member.Value) < 60));

    /// <summary>Where an entry says something else; null if it does not, or it cannot tell.</summary>
    public string? Difference(ActivityLogEntry entry) => Told(() => entry is PayrepActivity payrep ? Difference(payrep) : Difference((MeldActivity)entry));

    // A text whose escapes form no character, which the framework refuses and a log reader must not.
    private static T? Told<T>(Func<T> tell)
    {
        try
        {
            return tell();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    private string? Difference(PayrepActivity e) =>
        Differs(nameof(e.Id), Text("id"), e.Id)
        ?? Differs(nameof(e.CreatedAtText), Text("created_at"), e.CreatedAtText)
        ?? TimeDiffers("created_at", e)
        ?? Differs(nameof(e.Endpoint), Text("endpoint"), e.Endpoint)
        ?? Differs(nameof(e.HttpMethod), Text("method"), e.HttpMethod)
        ?? Differs(nameof(e.Status), Text("status"), e.Status)
        ?? Differs(nameof(e.Message), Text("message"), e.Message)
        ?? Differs(nameof(e.ClientIp), Text("ip_address"), e.ClientIp)
        ?? Differs(nameof(e.StatusCode), Number("response_code"), e.StatusCode?.ToString(CultureInfo.InvariantCulture))
        ?? Differs(nameof(e.Action), string.Join(' ', new[] { Text("method"), Text("endpoint") }.OfType<string>()), e.Action ?? "")
        ?? Differs(nameof(e.Outcome), Outcome(Text("status"), e.StatusCode), e.Outcome.ToString())
        ?? Differs(nameof(e.AdditionalJson), Rest(member => member.Name switch
            {
                "id" or "created_at" => false,
                "response_code" => NumberOf(member.Value) is null && member.Value.ValueKind != JsonValueKind.Null,
                "endpoint" or "method" or "status" or "message" or "ip_address" => IsStructure(member.Value),
                _ => true,
            }), Members(e.AdditionalJson))
        ?? Differs(nameof(e.Raw), "", Encoding.UTF8.GetString(e.Raw.Span));

    private string? Difference(MeldActivity e) =>
        Differs(nameof(e.Key), Text("key"), e.Key)
        ?? TimeDiffers("occurredAt", e)
        ?? Differs(nameof(e.Actor), Party("actor", withName: true), e.Actor is { } actor ? $"{actor.Id}|{actor.Name}|{actor.Type}" : null)
        ?? Differs(nameof(e.Entity), Party("entity", withName: false), e.Entity is { } entity ? $"{entity.Id}||{entity.Type}" : null)
        ?? Differs(nameof(e.AttributesJson), Raw("attributes"), Encoding.UTF8.GetString(e.AttributesJson.Span))
        ?? Differs(nameof(e.DetailsJson), Raw("details"), Encoding.UTF8.GetString(e.DetailsJson.Span))
        ?? Differs(nameof(e.AdditionalJson), Rest(member => member.Name switch
            {
                "key" or "occurredAt" or "attributes" or "details" => false,
                "actor" or "entity" => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null),
                _ => true,
            }), Members(e.AdditionalJson));

    private string? TimeDiffers(string name, ActivityLogEntry entry)
    {
        var text = Text(name)!;
        return Usual().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time != entry.OccurredAt
            ? $"OccurredAt is {entry.OccurredAt:O} instead of {time:O}"
            : null;
    }

    private static string? Differs(string what, string? expected, string? actual) =>
        string.Equals(expected, actual, StringComparison.Ordinal) ? null : $"{what} is '{actual}' instead of '{expected}'";

    private static string Outcome(string? status, int? code) => status switch
    {
        "success" => "Success",
        "error" => "Failure",
        _ => code is null ? "Unknown" : code >= 400 ? "Failure" : "Success",
    };

    private JsonElement? Last(string name) => _members.FindLastIndex(member => member.Name == name) is >= 0 and var i ? _members[i].Value : null;

    private string? Text(string name) => Last(name) is { } value ? TextOf(value) : null;

    private string? Number(string name) => Last(name) is { } value ? NumberOf(value) : null;

    private string Raw(string name) => Last(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetRawText() : "";

    private string? Party(string name, bool withName)
    {
        if (Last(name) is not { ValueKind: JsonValueKind.Object } value)
        {
            return null;
        }

        var party = new PlainModel(value);
        return $"{party.Text("id")}|{(withName ? party.Text("name") : "")}|{party.Text("type")}";
    }

    private string Rest(Predicate<(string Name, JsonElement Value)> isKept) => string.Join('\n', _members.FindAll(isKept).Select(member => member.Name + "=" + member.Value.GetRawText()));

    private static string Members(ReadOnlyMemory<byte> json) =>
        json.IsEmpty ? "" : new PlainModel(JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 100 }).RootElement).Rest(_ => true);

    private static bool IsStructure(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string? NumberOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && int.TryParse(TextOf(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static int Depth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    [GeneratedRegex(@"\A20\d\d-(0[1-9]|1[0-2])-([01]\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?(Z|[+-](0\d|1[0-3]):[0-5]\d)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usual();
}
