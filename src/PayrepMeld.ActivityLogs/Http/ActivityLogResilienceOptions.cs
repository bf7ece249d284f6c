namespace PayrepMeld.ActivityLogs;

/// <summary>
/// How requests to one vendor are retried, paced and bounded. The defaults suit most uses; docs/resilience.md explains each.
/// All are validated at start. Shared by everything that uses the same vendor and credential.
/// </summary>
public sealed class ActivityLogResilienceOptions
{
    /// <summary>The longest one call may take with all its retries and waits. Default 100 s; 1 s to 1 h.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The longest one attempt may take, its body included. Default 15 s; 100 ms to 10 min, and not above <see cref="TotalTimeout"/>.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest a connection may take to be made, name resolution and TLS included. Default 5 s; 100 ms to 1 min. The one time the operating system's clock measures.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a failed attempt is repeated at most. Default 3; 0 to 10.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry; it doubles with each, with jitter. Default 500 ms; 0 to 1 min.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a retry that the vendor did not ask for. Default 20 s; 0 to 10 min, and not below <see cref="RetryDelay"/>.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest <c>Retry-After</c> that is waited for within the call; a longer one is thrown as <see cref="ActivityLogErrorKind.Throttled"/> at once. Also the longest, but at least 1 s, that no request is sent after one: then one may try. Default 60 s; 0 to 1 h.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many retries are always allowed in 30 s, whatever the share of <see cref="RetryRatio"/>. Default 10; 0 to 1000.</summary>
    public int RetryReserve { get; set; } = 10;

    /// <summary>How many retries each call adds to what is allowed, so that an outage is not made worse. Default 0.1, one retry for ten calls; 0 to 10.</summary>
    public double RetryRatio { get; set; } = 0.1;

    /// <summary>The share of failed attempts within <see cref="BreakerSampling"/> that opens the circuit breaker. Default 0.5; 0.01 to 1.</summary>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>How many attempts <see cref="BreakerSampling"/> must hold before the breaker can open, so that a lone reader does not trip it. Default 20; 2 to 10,000.</summary>
    public int BreakerMinimumAttempts { get; set; } = 20;

    /// <summary>The time the breaker looks back over. Default 30 s; 1 s to 10 min.</summary>
    public TimeSpan BreakerSampling { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker refuses before it lets one request try. An answer closes it, HTTP 401 and 429 too; a failure, or a caller that gives the request up, opens it again. Default 15 s; 500 ms to 10 min.</summary>
    public TimeSpan BreakerDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many requests run at once. Default 8; 1 to 256. After HTTP 429 it falls to 1 and grows by one for every ten successes.</summary>
    public int MaxConcurrentRequests { get; set; } = 8;

    /// <summary>The least time between the starts of two requests; zero, the default, for no fixed rate. 0 to 1 min.</summary>
    public TimeSpan MinRequestSpacing { get; set; } = TimeSpan.Zero;

    /// <summary>The largest body that is read, in bytes after decompression. Default 16 MiB (16,777,216); 1 KiB to 256 MiB.</summary>
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long a pooled connection is kept, so that changes of DNS are seen. Default 5 min; 1 s to 1 day.</summary>
    public TimeSpan PooledConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);
}
