namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>An access token, what it was obtained with, and what may renew it. A class that does not print: it holds secrets.</summary>
internal sealed class PayrepToken(string access, PayrepCredential credential, string? refresh)
{
    public string Access { get; } = access;

    public PayrepCredential Credential { get; } = credential;

    /// <summary>The refresh token; null when there is none, or none that the vendor still takes.</summary>
    public string? Refresh { get; set; } = refresh;
}

/// <summary>What tokens are obtained with, as the options stood. Equal while they still say the same.</summary>
internal sealed record PayrepCredential(Func<string?, CancellationToken, ValueTask<string>>? Provider, string? Email, string? Password)
{
    public static PayrepCredential Of(PayrepOptions options) => new(options.TokenProvider, options.Email, options.Password);

    /// <summary>Without the members, which are secrets.</summary>
    public override string ToString() => nameof(PayrepCredential);
}
