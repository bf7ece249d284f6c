namespace PayrepMeld.ActivityLogs.Http;

/// <summary>The wait before a retry the vendor asked no wait for.</summary>
internal static class Backoff
{
    /// <summary>Doubles with each retry, give or take a half so that callers spread out, and is capped after that.</summary>
    /// <param name="options">The first and the longest wait.</param>
    /// <param name="retry">How many retries were made before.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Delay(ActivityLogResilienceOptions options, int retry, double random)
    {
        var milliseconds = options.RetryDelay.TotalMilliseconds * Math.Pow(2, retry) * (0.5 + random);
        return milliseconds < options.MaxRetryDelay.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : options.MaxRetryDelay;
    }
}
