using System.Globalization;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Login, refresh, verify, and who may come in.</summary>
internal sealed class PayrepAuth(FakePayrepOptions options, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const string UserId = "5b0c8a52-3d6e-4c1f-9a6b-2f1d7e8c9a10";
    private const string Role = "admin";

    public PayrepTokens Tokens { get; } = new(options, clock);

    public int Logins { get; private set; }

    public int Refreshes { get; private set; }

    /// <exception cref="PayrepRefusal">The request carries no valid token.</exception>
    public void Demand(FakeRequest request)
    {
        var header = request.Header("Authorization");
        if (header?.StartsWith(Scheme, StringComparison.Ordinal) != true || !Tokens.IsValid(header[Scheme.Length..], out _, out _))
        {
            throw new PayrepRefusal(PayrepCodes.InvalidToken, "Token is invalid or expired.");
        }
    }

    public byte[] Login(PayrepBody body)
    {
        Logins++;
        var email = body.Required("email");
        var password = body.Required("password");
        if (options.RefuseLogin
            || !string.Equals(email, options.Email, StringComparison.OrdinalIgnoreCase)
            || !string.Equals(password, options.Password, StringComparison.Ordinal))
        {
            throw new PayrepRefusal(PayrepCodes.BadCredentials, "Invalid email or password.");
        }

        return PayrepEnvelope.Success(json =>
        {
            json.WriteString("access", Tokens.IssueAccess());
            json.WriteString("refresh", Tokens.IssueRefresh());
            json.WriteStartObject("user");
            json.WriteString("id", UserId);
            json.WriteString("email", options.Email);
            json.WriteString("first_name", "Ada");
            json.WriteString("last_name", "Obi");
            json.WriteString("role", Role);
            json.WriteEndObject();
        });
    }

    public byte[] Refresh(PayrepBody body)
    {
        Refreshes++;
        var refresh = body.Required("refresh");
        return !options.RefuseRefresh && Tokens.IsRefresh(refresh)
            ? PayrepEnvelope.Success(json => json.WriteString("access", Tokens.IssueAccess()))
            : throw new PayrepRefusal(PayrepCodes.InvalidToken, "Token is invalid or expired.");
    }

    public byte[] Verify(PayrepBody body)
    {
        if (!Tokens.IsValid(body.Required("token"), out var issuedAt, out var expiresAt))
        {
            throw new PayrepRefusal(PayrepCodes.InvalidToken, "Token is invalid or expired.");
        }

        return PayrepEnvelope.Success(json =>
        {
            json.WriteString("user_id", UserId);
            json.WriteString("email", options.Email);
            json.WriteString("role", Role);
            json.WriteString("issued_at", Text(issuedAt));
            json.WriteString("expires_at", Text(expiresAt));
        });
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
