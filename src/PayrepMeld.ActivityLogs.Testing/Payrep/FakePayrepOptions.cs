namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What a <see cref="FakePayrep"/> holds and how it behaves.</summary>
public sealed class FakePayrepOptions : FakeVendorOptions
{
    /// <summary>The dashboard user that may log in. Default <c>dashboard@example.com</c>.</summary>
    public string Email { get; set; } = "dashboard@example.com";

    /// <summary>That user's password. Default <c>password</c>.</summary>
    public string Password { get; set; } = "password";

    /// <summary>Tokens accepted without a login, until <see cref="FakePayrep.ExpireTokens"/>. Default: <c>payrep-test-token</c>.</summary>
    public ISet<string> Tokens { get; } = new HashSet<string>(StringComparer.Ordinal) { "payrep-test-token" };

    /// <summary>How long an issued access token holds. Default one hour.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether every login is refused with code 41. Default: no.</summary>
    public bool RefuseLogin { get; set; }

    /// <summary>Whether every refresh is refused with code 42. Default: no.</summary>
    public bool RefuseRefresh { get; set; }

    /// <summary>Whether errors carry an HTTP status of their own (400, 401). Default: no, they come inside HTTP 200.</summary>
    public bool ErrorsUseHttpStatus { get; set; }

    /// <summary>The offset of the zone that <c>start_date</c> and <c>end_date</c> are days of: zero (UTC, the default) or one hour (Lagos).</summary>
    public TimeSpan DateZone { get; set; } = TimeSpan.Zero;

    /// <summary>Activity rows given one by one, in any order.</summary>
    public IList<PayrepRow> Rows { get; } = [];

    /// <summary>An activity log that is not held in memory, beside the rows; null (the default) for none.</summary>
    public IVendorLog<PayrepRow>? Log { get; set; }

    /// <summary>Audit rows, in any order.</summary>
    public IList<PayrepAuditRow> AuditRows { get; } = [];
}
