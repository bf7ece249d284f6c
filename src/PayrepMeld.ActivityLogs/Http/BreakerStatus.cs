namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What the circuit breaker does with the next request.</summary>
internal enum BreakerStatus
{
    /// <summary>It is sent.</summary>
    Closed,

    /// <summary>It is not sent.</summary>
    Open,

    /// <summary>It is sent, and decides.</summary>
    HalfOpen,
}
