namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>Every value of <see cref="ActivityLogResilienceOptions"/>, once: for reading the configuration and for validation.</summary>
internal static class ResilienceSettings
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly IReadOnlyList<ResilienceSetting> All =
    [
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.TotalTimeout), o => o.TotalTimeout, (o, v) => o.TotalTimeout = v, Seconds(1), Hour),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.AttemptTimeout), o => o.AttemptTimeout, (o, v) => o.AttemptTimeout = v, Seconds(0.1), TenMinutes),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.ConnectTimeout), o => o.ConnectTimeout, (o, v) => o.ConnectTimeout = v, Seconds(0.1), Minute),
        ResilienceSetting.Whole(nameof(ActivityLogResilienceOptions.MaxRetries), o => o.MaxRetries, (o, v) => o.MaxRetries = v, 0, 10),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.RetryDelay), o => o.RetryDelay, (o, v) => o.RetryDelay = v, TimeSpan.Zero, Minute),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.MaxRetryDelay), o => o.MaxRetryDelay, (o, v) => o.MaxRetryDelay = v, TimeSpan.Zero, TenMinutes),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.MaxRetryAfter), o => o.MaxRetryAfter, (o, v) => o.MaxRetryAfter = v, TimeSpan.Zero, Hour),
        ResilienceSetting.Whole(nameof(ActivityLogResilienceOptions.RetryReserve), o => o.RetryReserve, (o, v) => o.RetryReserve = v, 0, 1000),
        ResilienceSetting.Ratio(nameof(ActivityLogResilienceOptions.RetryRatio), o => o.RetryRatio, (o, v) => o.RetryRatio = v, 0, 10),
        ResilienceSetting.Ratio(nameof(ActivityLogResilienceOptions.BreakerFailureRatio), o => o.BreakerFailureRatio, (o, v) => o.BreakerFailureRatio = v, 0.01, 1),
        ResilienceSetting.Whole(nameof(ActivityLogResilienceOptions.BreakerMinimumAttempts), o => o.BreakerMinimumAttempts, (o, v) => o.BreakerMinimumAttempts = v, 2, 10_000),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.BreakerSampling), o => o.BreakerSampling, (o, v) => o.BreakerSampling = v, Seconds(1), TenMinutes),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.BreakerDuration), o => o.BreakerDuration, (o, v) => o.BreakerDuration = v, Seconds(0.5), TenMinutes),
        ResilienceSetting.Whole(nameof(ActivityLogResilienceOptions.MaxConcurrentRequests), o => o.MaxConcurrentRequests, (o, v) => o.MaxConcurrentRequests = v, 1, 256),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.MinRequestSpacing), o => o.MinRequestSpacing, (o, v) => o.MinRequestSpacing = v, TimeSpan.Zero, Minute),
        ResilienceSetting.Whole(nameof(ActivityLogResilienceOptions.MaxResponseBytes), o => o.MaxResponseBytes, (o, v) => o.MaxResponseBytes = v, 1024, 256 * 1024 * 1024),
        ResilienceSetting.Time(nameof(ActivityLogResilienceOptions.PooledConnectionLifetime), o => o.PooledConnectionLifetime, (o, v) => o.PooledConnectionLifetime = v, Seconds(1), TimeSpan.FromDays(1)),
    ];

    public static bool AreEqual(ActivityLogResilienceOptions one, ActivityLogResilienceOptions other) =>
        All.All(setting => setting.Show(one) == setting.Show(other));

    /// <summary>Judges the values one by one and against each other.</summary>
    /// <param name="options">What to judge.</param>
    /// <param name="prefix">The configuration section, a colon at its end, for messages.</param>
    public static IEnumerable<string> FindFaults(ActivityLogResilienceOptions options, string prefix)
    {
        foreach (var setting in All)
        {
            if (setting.FindOutOfRange(options) is { } value)
            {
                yield return $"{prefix}{setting.Name} is {value}; allowed: {setting.Allowed}.";
            }
        }

        if (options.AttemptTimeout > options.TotalTimeout)
        {
            yield return $"{prefix}{nameof(options.AttemptTimeout)} is {options.AttemptTimeout:c}; allowed: not above {nameof(options.TotalTimeout)}, which is {options.TotalTimeout:c}.";
        }

        if (options.MaxRetryDelay < options.RetryDelay)
        {
            yield return $"{prefix}{nameof(options.MaxRetryDelay)} is {options.MaxRetryDelay:c}; allowed: not below {nameof(options.RetryDelay)}, which is {options.RetryDelay:c}.";
        }
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);
}
