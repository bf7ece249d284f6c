namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// A clock whose wall time follows its timestamps: Polly's circuit breaker reads the wall clock, and a jump of it must not
/// lengthen or shorten a break.
/// </summary>
internal sealed class MonotonicTime(TimeProvider inner) : TimeProvider
{
    private readonly DateTimeOffset _wallStart = inner.GetUtcNow();
    private readonly long _start = inner.GetTimestamp();

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _wallStart + inner.GetElapsedTime(_start);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
