namespace PayrepMeld.ActivityLogs;

/// <summary>The vendor an entry, an error or a client belongs to.</summary>
public enum ActivityLogVendor
{
    /// <summary>Payrep MFB: <c>POST /api/v1/security/web/fetch_activity_logs</c>.</summary>
    Payrep = 0,

    /// <summary>Meld: <c>GET /activity-log</c>.</summary>
    Meld = 1,
}
