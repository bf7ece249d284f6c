using System.Collections.Frozen;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>
/// What is found in the undocumented <c>attributes</c> and <c>details</c>: scalars at their top level under a short list of names.
/// Attributes come before details, and within one of them an earlier name before a later one.
/// </summary>
internal sealed class MeldFacts
{
    /// <summary>The names looked for, each fact's preferred one first. docs/reading.md lists them, and a test compares.</summary>
    internal static readonly IReadOnlyList<(string Fact, string[] Names)> Known =
    [
        (nameof(Action), ["action", "activity", "actionType"]),
        (nameof(EventType), ["eventType"]),
        (nameof(RequestId), ["requestId"]),
        (nameof(CustomerId), ["customerId"]),
        (nameof(ConnectionId), ["connectionId"]),
        (nameof(HttpMethod), ["method", "httpMethod", "requestMethod"]),
        (nameof(Endpoint), ["path", "endpoint", "requestPath", "uri", "url"]),
        (nameof(StatusCode), ["responseCode", "statusCode", "responseStatus", "httpStatus", "status"]),
        (nameof(Message), ["message", "errorMessage", "responseMessage"]),
        (nameof(ClientIp), ["ip", "ipAddress", "clientIp", "sourceIp"]),
    ];

    private static readonly FrozenDictionary<string, (int Fact, int Rank)> Places = Known
        .SelectMany((known, fact) => known.Names.Select((name, rank) => (name, (fact, rank))))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);

    private static readonly int StatusCodeFact = IndexOf(nameof(StatusCode));

    private MeldFacts(string?[] values)
    {
        Action = values[IndexOf(nameof(Action))];
        EventType = values[IndexOf(nameof(EventType))];
        RequestId = values[IndexOf(nameof(RequestId))];
        CustomerId = values[IndexOf(nameof(CustomerId))];
        ConnectionId = values[IndexOf(nameof(ConnectionId))];
        HttpMethod = values[IndexOf(nameof(HttpMethod))];
        Endpoint = values[IndexOf(nameof(Endpoint))];
        StatusCode = values[StatusCodeFact] is { } code ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) : null;
        Message = values[IndexOf(nameof(Message))];
        ClientIp = values[IndexOf(nameof(ClientIp))];
    }

    public string? Action { get; }

    public string? EventType { get; }

    public string? RequestId { get; }

    public string? CustomerId { get; }

    public string? ConnectionId { get; }

    public string? HttpMethod { get; }

    public string? Endpoint { get; }

    public int? StatusCode { get; }

    public string? Message { get; }

    public string? ClientIp { get; }

    /// <summary>Looks into bytes that were read before as part of a valid row.</summary>
    public static MeldFacts Find(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> details)
    {
        var values = new string?[Known.Count];
        Look(attributes, values);
        Look(details, values);
        return new MeldFacts(values);
    }

    private static void Look(ReadOnlySpan<byte> json, string?[] values)
    {
        var reader = new Utf8JsonReader(json, JsonText.ReaderOptions);
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        // What was found before, in attributes, is better than anything found here.
        Span<int> ranks = stackalloc int[values.Length];
        for (var fact = 0; fact < values.Length; fact++)
        {
            ranks[fact] = values[fact] is null ? int.MaxValue : -1;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = Places.TryGetValue(JsonText.Read(ref reader)!, out var place);
            reader.Read();
            if (known && place.Rank < ranks[place.Fact] && Value(ref reader, place.Fact) is { Length: > 0 } value)
            {
                values[place.Fact] = value;
                ranks[place.Fact] = place.Rank;
            }

            reader.Skip();
        }
    }

    // "status" is often a word, and a number outside 100 to 599 is no HTTP status.
    private static string? Value(ref Utf8JsonReader reader, int fact) =>
        fact != StatusCodeFact ? JsonText.Read(ref reader)
        : JsonText.ReadInt32(ref reader) is { } code and >= 100 and <= 599 ? code.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static int IndexOf(string fact)
    {
        for (var i = 0; i < Known.Count; i++)
        {
            if (Known[i].Fact == fact)
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a known fact.");
    }
}
