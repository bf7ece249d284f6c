namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>Which characters a secret may hold. What is wrong is said by kind: neither the value nor the place within it is shown.</summary>
internal static class SecretRules
{
    public const string AllowedInHeader = "printable ASCII without spaces";

    public const string AllowedInBody = "text without control characters";

    /// <summary>A key or a token, which travels in a header.</summary>
    public static bool FitsHeader(string secret) => secret.Length > 0 && secret.All(c => c is > ' ' and < '\x7f');

    /// <summary>A password, which travels in a JSON body: people's passwords hold spaces and accents, but a line break is a copying mistake.</summary>
    public static bool FitsBody(string secret) => secret.Length > 0 && !secret.Any(char.IsControl);
}
