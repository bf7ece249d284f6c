namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>The vendor's endpoints, written down here a second time so that a slip in the SDK's own is found.</summary>
internal static class PayrepRoutes
{
    public const string Login = "/api/v1/auth/web/login";
    public const string Refresh = "/api/v1/auth/web/refresh";
    public const string Verify = "/api/v1/auth/web/verify";
    public const string ActivityLogs = "/api/v1/security/web/fetch_activity_logs";
    public const string AuditLogs = "/api/v1/security/web/fetch_audit_logs";
}
