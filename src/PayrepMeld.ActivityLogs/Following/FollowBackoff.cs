namespace PayrepMeld.ActivityLogs.Following;

/// <summary>Which errors a follow survives, and how long it then leaves the vendor alone.</summary>
internal sealed class FollowBackoff(TimeSpan pollInterval)
{
    /// <summary>How many answers against the documentation, in a row, are too many: it is no passing thing.</summary>
    public const int MaxProtocolErrors = 5;

    private const double Jitter = 0.1;

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    // Whatever a vendor names, it is asked again once a day.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private int _protocolErrors;

    /// <summary>How many loads failed in a row.</summary>
    public int Failures { get; private set; }

    public void Succeeded() => (Failures, _protocolErrors) = (0, 0);

    /// <summary>The wait until the next poll.</summary>
    public TimeSpan NextPoll() => Spread(pollInterval);

    /// <summary>The wait after an error, or null if it is not survived.</summary>
    /// <param name="error">The error.</param>
    /// <param name="isCursorRefused">It refuses a cursor only, which can be done without.</param>
    public TimeSpan? WaitAfter(ActivityLogException error, bool isCursorRefused)
    {
        var isProtocol = error.Kind == ActivityLogErrorKind.Protocol || isCursorRefused;
        _protocolErrors = isProtocol ? _protocolErrors + 1 : 0;
        if (_protocolErrors == MaxProtocolErrors || (!isProtocol && error.Kind is not (ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable)))
        {
            return null;
        }

        var cap = pollInterval > LongestBackoff ? pollInterval : LongestBackoff;
        var doubled = pollInterval.TotalSeconds * Math.Pow(2, Failures++);
        var backoff = Spread(doubled < cap.TotalSeconds ? TimeSpan.FromSeconds(doubled) : cap);
        var asked = error.RetryAfter ?? TimeSpan.Zero;
        var wait = asked > backoff ? asked : backoff;
        return wait < LongestWait ? wait : LongestWait;
    }

    private static TimeSpan Spread(TimeSpan wait) => wait * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
}
