using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>
/// Reads what login, refresh and verify answer. Lenient about how a value is written, strict about its shape; no message quotes the
/// body, which holds tokens.
/// </summary>
internal static class PayrepAuthReader
{
    public static PayrepSession ReadSession(BufferedBody body) => Read(body, data => new PayrepSession
    {
        Access = RequiredText(data, "access"),
        Refresh = Text(data, "refresh"),
        User = data.TryGetProperty("user", out var user) && user.ValueKind != JsonValueKind.Null ? ReadUser(user) : null,
    });

    public static PayrepAccessToken ReadAccessToken(BufferedBody body) => Read(body, data => new PayrepAccessToken
    {
        Access = RequiredText(data, "access"),
    });

    public static PayrepTokenInfo ReadTokenInfo(BufferedBody body) => Read(body, data => new PayrepTokenInfo
    {
        UserId = Text(data, "user_id"),
        Email = Text(data, "email"),
        Role = Text(data, "role"),
        IssuedAt = Text(data, "issued_at"),
        ExpiresAt = Text(data, "expires_at"),
    });

    private static PayrepUser ReadUser(JsonElement user) => user.ValueKind != JsonValueKind.Object
        ? throw new FormatException("`user` is not an object")
        : new PayrepUser
        {
            Id = Text(user, "id"),
            Email = Text(user, "email"),
            FirstName = Text(user, "first_name"),
            LastName = Text(user, "last_name"),
            Role = Text(user, "role"),
        };

    private static T Read<T>(BufferedBody body, Func<JsonElement, T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("data", out var data)
                || data.ValueKind != JsonValueKind.Object)
            {
                throw Protocol(body, "`data` is not an object");
            }

            return read(data);
        }
        catch (FormatException shape)
        {
            throw Protocol(body, shape.Message);
        }
        catch (JsonException)
        {
            // Not passed on: it can quote what it met.
            throw Protocol(body, "it is not JSON");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or broken UTF-8 inside a text.
            throw Protocol(body, "a text in it is not Unicode");
        }
    }

    private static string? Text(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new FormatException($"`{name}` is neither a text nor a number"),
        };
    }

    private static string RequiredText(JsonElement owner, string name) =>
        Text(owner, name) is { Length: > 0 } text ? text : throw new FormatException($"`{name}` is missing");

    private static ActivityLogException Protocol(BufferedBody body, string what) => new(
        ActivityLogErrorKind.Protocol,
        body.Vendor,
        $"Payrep's answer to an authentication request cannot be read: {what}.")
    {
        Attempts = body.Attempts,
        StatusCode = body.StatusCode,
        VendorCode = body.Verdict.VendorCode,
        RequestId = body.Verdict.RequestId,
    };
}
