namespace PayrepMeld.ActivityLogs;

/// <summary>
/// When health checks ask a vendor by themselves, and from when on they call a silence a failure. Validated at start; the checks of all accounts share them.
/// </summary>
public sealed class ActivityLogHealthOptions
{
    /// <summary>
    /// How old the last success may grow before a check sends one small request of its own (two rows), sooner if something has failed since; and the least time between two of these for one
    /// credential, however many checks and accounts ask; one that failed counts, too. Five minutes by default, 10 seconds to one day; null or <see cref="Timeout.InfiniteTimeSpan"/> for none
    /// at all.
    /// </summary>
    public TimeSpan? ProbeInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long such a request may take, a login for it included. Ten seconds by default, 0.1 seconds to 10 minutes, and not above <see cref="ProbeInterval"/>. A check that is
    /// cancelled earlier stops waiting; what the request brings is known to the next.
    /// </summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After how long without a success an account is unhealthy, if requests were made. 15 minutes by default, one minute to seven days, and not below
    /// <see cref="ProbeInterval"/>. It is counted from the last success; after a pause longer than this, and where there never was one, from the first request that failed.
    /// </summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The interval, or null for none.</summary>
    internal TimeSpan? Probing => ProbeInterval == Timeout.InfiniteTimeSpan ? null : ProbeInterval;
}
