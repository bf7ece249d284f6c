namespace PayrepMeld.ActivityLogs.Http;

/// <summary>How a channel stands at an instant, told by what its requests showed.</summary>
internal readonly record struct ChannelState
{
    /// <summary>How long ago the log was last read; null for never.</summary>
    public TimeSpan? SinceSuccess { get; init; }

    /// <summary>How long ago the first read failed since then; null for none.</summary>
    public TimeSpan? FailingFor { get; init; }

    /// <summary>How long ago the credentials were first refused since they were last taken; null for not.</summary>
    public TimeSpan? RefusedFor { get; init; }

    /// <summary>Whether the credentials were ever taken.</summary>
    public bool IsAccepted { get; init; }

    public BreakerStatus Breaker { get; init; }

    /// <summary>How long the vendor's pause still lasts; zero for none.</summary>
    public TimeSpan ClosedFor { get; init; }

    /// <summary>How many requests may run at once just now.</summary>
    public int RequestsAtOnce { get; init; }

    /// <summary>How many may when the vendor does not ask for fewer.</summary>
    public int RequestsAtOnceAllowed { get; init; }
}
