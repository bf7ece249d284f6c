using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The tokens a fake has issued: texts shaped like JWTs, with a life on the fake's clock.</summary>
internal sealed class PayrepTokens(FakePayrepOptions options, TimeProvider clock)
{
    private readonly Dictionary<string, (DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)> _issued = new(StringComparer.Ordinal);
    private readonly HashSet<string> _expired = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refresh = new(StringComparer.Ordinal);
    private int _number;

    public string IssueAccess()
    {
        var now = clock.GetUtcNow();
        var token = Make("access", now, now + options.TokenLifetime);
        _issued[token] = (now, now + options.TokenLifetime);
        return token;
    }

    public string IssueRefresh()
    {
        var now = clock.GetUtcNow();
        var token = Make("refresh", now, now + TimeSpan.FromDays(30));
        _refresh.Add(token);
        return token;
    }

    public bool IsRefresh(string token) => _refresh.Contains(token);

    public bool IsValid(string token, out DateTimeOffset issuedAt, out DateTimeOffset expiresAt)
    {
        var now = clock.GetUtcNow();
        if (_issued.TryGetValue(token, out var life))
        {
            (issuedAt, expiresAt) = life;
            return now < expiresAt;
        }

        (issuedAt, expiresAt) = (now, now + options.TokenLifetime);
        return options.Tokens.Contains(token) && !_expired.Contains(token);
    }

    public void Accept(string token)
    {
        options.Tokens.Add(token);
        _expired.Remove(token);
    }

    public void ExpireAll()
    {
        _issued.Clear();
        _expired.UnionWith(options.Tokens);
    }

    private string Make(string type, DateTimeOffset from, DateTimeOffset until)
    {
        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"token_type":"{{type}}","iat":{{from.ToUnixTimeSeconds()}},"exp":{{until.ToUnixTimeSeconds()}},"jti":{{++_number}}}""");
        var unsigned = $"{Encode("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{unsigned}.{Encode(SHA256.HashData(Encoding.UTF8.GetBytes(unsigned)))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
