namespace PayrepMeld.ActivityLogs;

/// <summary>
/// How to reach Payrep MFB and as whom: one of <see cref="Environment"/> and <see cref="BaseAddress"/>, and one of <see cref="Token"/>,
/// <see cref="TokenProvider"/>, or <see cref="Email"/> with <see cref="Password"/>. Validated at start; no message shows a secret.
/// </summary>
public sealed class PayrepOptions
{
    /// <summary><c>Production</c> (https://baasapi.payrepmfb.com) or <c>Sandbox</c> (https://shogun-dev.xchangeboxng.com), in any case.</summary>
    public string? Environment { get; set; }

    /// <summary>
    /// The base address instead of an environment: https (http for loopback only), without user info, query or fragment, not link-local. A path is kept.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The dashboard user to log in as, with <see cref="Password"/>. The token is renewed by itself.</summary>
    public string? Email { get; set; }

    /// <summary>The password of <see cref="Email"/>. A login the vendor refuses is not repeated for 15 minutes, so that the account is not locked.</summary>
    public string? Password { get; set; }

    /// <summary>A dashboard token to use as it is. It cannot be renewed: when it expires, reads fail as <see cref="ActivityLogErrorKind.Unauthorized"/>.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// Supplies a token: called before the first request with null, and with the refused token after the vendor refused it, once for all
    /// requests that wait. Returning the refused token again is <see cref="ActivityLogErrorKind.Unauthorized"/>. Code only, not configuration.
    /// </summary>
    public Func<string?, CancellationToken, ValueTask<string>>? TokenProvider { get; set; }

    /// <summary>Retries, pacing and bounds.</summary>
    public ActivityLogResilienceOptions Resilience { get; set; } = new();
}
