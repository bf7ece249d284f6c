using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>
/// Reads what login, refresh and verify answer. Lenient about how a value is written, strict about its shape; no message quotes the
/// body, which holds tokens.
/// </summary>
internal static class PayrepAuthReader
{
    private static readonly object Structured = new();

    public static PayrepSession ReadSession(BufferedBody body)
    {
        var data = ReadData(body);
        return new PayrepSession
        {
            Access = data.RequiredText("access"),
            Refresh = data.Text("refresh"),
            User = data.Object("user") is { } user
                ? new PayrepUser
                {
                    Id = user.Text("id"),
                    Email = user.Text("email"),
                    FirstName = user.Text("first_name"),
                    LastName = user.Text("last_name"),
                    Role = user.Text("role"),
                }
                : null,
        };
    }

    public static PayrepAccessToken ReadAccessToken(BufferedBody body) =>
        new() { Access = ReadData(body).RequiredText("access") };

    public static PayrepTokenInfo ReadTokenInfo(BufferedBody body)
    {
        var data = ReadData(body);
        return new PayrepTokenInfo
        {
            UserId = data.Text("user_id"),
            Email = data.Text("email"),
            Role = data.Text("role"),
            IssuedAt = data.Text("issued_at"),
            ExpiresAt = data.Text("expires_at"),
        };
    }

    private static Fields ReadData(BufferedBody body) =>
        PayrepEnvelope.ReadData(body, static (ref reader, body) => ReadFields(ref reader, body, depth: 1))
        ?? throw WireErrors.Protocol(body, "data is null or absent");

    private static Fields ReadFields(ref Utf8JsonReader reader, BufferedBody body, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw WireErrors.Protocol(body, "data is not an object");
        }

        var fields = new Fields(body);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref reader)!;
            reader.Read();
            fields.Set(name, reader.TokenType switch
            {
                JsonTokenType.StartArray => Structured,
                JsonTokenType.StartObject when depth == 0 => Structured,
                JsonTokenType.StartObject => ReadFields(ref reader, body, depth - 1),
                _ => JsonText.Read(ref reader),
            });
            reader.Skip();
        }

        return fields;
    }

    /// <summary>The members of an object: texts, nulls, <see cref="Fields"/> for an object, and a mark for what else is structured.</summary>
    private sealed class Fields(BufferedBody body)
    {
        private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

        public void Set(string name, object? value) => _values[name] = value;

        public string? Text(string name) => _values.GetValueOrDefault(name) switch
        {
            null => null,
            string text => text,
            _ => throw WireErrors.Protocol(body, $"{name} is neither a text nor a number"),
        };

        public string RequiredText(string name) =>
            Text(name) is { Length: > 0 } text ? text : throw WireErrors.Protocol(body, $"{name} is missing");

        public Fields? Object(string name) => _values.GetValueOrDefault(name) switch
        {
            null => null,
            Fields fields => fields,
            _ => throw WireErrors.Protocol(body, $"{name} is not an object"),
        };
    }
}
