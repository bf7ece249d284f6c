namespace PayrepMeld.ActivityLogs;

/// <summary>
/// How to reach Meld and as whom: one of <see cref="Environment"/> and <see cref="BaseAddress"/>, and <see cref="ApiKey"/>.
/// Validated at start; no message shows a secret.
/// </summary>
public sealed class MeldOptions
{
    /// <summary><c>Production</c> (https://api.meld.io) or <c>Sandbox</c> (https://api-sb.meld.io), in any case. Keys belong to one of them.</summary>
    public string? Environment { get; set; }

    /// <summary>
    /// The base address instead of an environment: https (http for loopback only), without user info, query or fragment, not link-local. A path is kept.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The API key as Meld shows it; it is sent raw after the word <c>BASIC</c>, never encoded.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The API version to ask for, <c>YYYY-MM-DD</c>, sent as <c>Meld-Version</c>; null (the default) for the account's own.</summary>
    public string? Version { get; set; }

    /// <summary>Retries, pacing and bounds.</summary>
    public ActivityLogResilienceOptions Resilience { get; set; } = new();
}
