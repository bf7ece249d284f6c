namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Payrep's endpoints, under the base address.</summary>
internal static class PayrepPaths
{
    public const string Login = "/api/v1/auth/web/login";
    public const string Refresh = "/api/v1/auth/web/refresh";
    public const string Verify = "/api/v1/auth/web/verify";
    public const string ActivityLogs = "/api/v1/security/web/fetch_activity_logs";
    public const string AuditLogs = "/api/v1/security/web/fetch_audit_logs";

    /// <summary>A login or a refresh: sent without a token, and not safe to repeat once it may have arrived.</summary>
    public static bool IsCredentialRequest(Uri address) => Is(address, Login) || Is(address, Refresh);

    /// <summary>A question about a token, which need not be our own.</summary>
    public static bool IsVerify(Uri address) => Is(address, Verify);

    public static bool IsActivityLogs(Uri address) => Is(address, ActivityLogs);

    // A base address may have a path before these.
    private static bool Is(Uri address, string path) => address.AbsolutePath.EndsWith(path, StringComparison.Ordinal);
}
