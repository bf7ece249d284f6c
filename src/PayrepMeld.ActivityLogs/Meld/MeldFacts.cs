using System.Globalization;
using System.Text;
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

    private const int StatusCodeFact = 7;

    /// <summary>The names by their length, as they stand in the bytes: none is made a text to be looked up.</summary>
    private static readonly (byte[] Name, int Fact, int Rank)[][] ByLength =
    [
        .. Enumerable.Range(0, 1 + Known.Max(known => known.Names.Max(name => name.Length))).Select(length => Known
            .SelectMany((known, fact) => known.Names.Select((name, rank) => (Name: Encoding.UTF8.GetBytes(name), fact, rank)))
            .Where(place => place.Name.Length == length)
            .ToArray()),
    ];

    private MeldFacts(string?[] values)
    {
        // In the order of Known.
        Action = values[0];
        EventType = values[1];
        RequestId = values[2];
        CustomerId = values[3];
        ConnectionId = values[4];
        HttpMethod = values[5];
        Endpoint = values[6];
        StatusCode = values[StatusCodeFact] is { } code ? int.Parse(code, CultureInfo.InvariantCulture) : null;
        Message = values[8];
        ClientIp = values[9];
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
            var place = reader.ValueIsEscaped ? PlaceOf(Encoding.UTF8.GetBytes(JsonText.Read(ref reader)!)) : PlaceOf(reader.ValueSpan);
            reader.Read();
            if (place.Rank < ranks[place.Fact] && Value(ref reader, place.Fact) is { Length: > 0 } value)
            {
                values[place.Fact] = value;
                ranks[place.Fact] = place.Rank;
            }

            reader.Skip();
        }
    }

    /// <summary>What a name stands for; one that stands for nothing ranks last.</summary>
    private static (int Fact, int Rank) PlaceOf(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var place in ByLength[name.Length])
            {
                if (name.SequenceEqual(place.Name))
                {
                    return (place.Fact, place.Rank);
                }
            }
        }

        return (0, int.MaxValue);
    }

    // "status" is often a word, and a number outside 100 to 599 is no HTTP status.
    private static string? Value(ref Utf8JsonReader reader, int fact) =>
        fact != StatusCodeFact ? JsonText.Read(ref reader)
        : JsonText.ReadInt32(ref reader) is { } code and >= 100 and <= 599 ? code.ToString(CultureInfo.InvariantCulture)
        : null;
}
