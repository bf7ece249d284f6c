using Polly;
using Polly.CircuitBreaker;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// What a channel's requests have shown lately. Instants are timestamps, so a clock that jumps ages nothing; none is locked for, and nothing is made for a
/// request.
/// </summary>
internal sealed class ChannelHealth(TimeProvider time, ActivityLogResilienceOptions options, RequestGate gate)
{
    // Of each instant: the timestamp counted from here and one more, so that zero is never.
    private readonly long _start = time.GetTimestamp();
    private long _succeeded;
    private long _failing;
    private long _useRefused;
    private long _loginRefused;
    private long _breakerOpened;
    private bool _isAccepted;

    /// <summary>The breaker's own state, which it keeps up to date.</summary>
    public CircuitBreakerStateProvider Breaker { get; } = new();

    /// <summary>The one request of their own that health checks may make.</summary>
    public SharedProbe Probe { get; } = new(time);

    /// <summary>A call for the log has ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's token: a call given up shows nothing.</param>
    public void Ended(Outcome<HttpResponseMessage> outcome, CallProgress call, CancellationToken cancellationToken)
    {
        if (outcome.Result?.Content is not BufferedBody { Verdict: var verdict })
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Failed();
            }

            return;
        }

        switch (verdict)
        {
            case { Action: VerdictAction.Success }:
                Succeeded();
                break;

            // Not a refusal yet: the request is replayed with a new token, and that or the renewal will show.
            case { Action: VerdictAction.Renew } when call.CanRenew:
                break;
            case { Kind: ActivityLogErrorKind.Unauthorized }:
                Set(ref _useRefused);
                Failed();
                break;
            default:
                Failed();
                break;
        }
    }

    /// <summary>The vendor took the login, which does not show yet that it takes the token.</summary>
    public void LoggedIn()
    {
        Volatile.Write(ref _loginRefused, 0);
        Volatile.Write(ref _isAccepted, true);
    }

    /// <summary>There was no token to send a request with.</summary>
    public void NoToken(ActivityLogErrorKind kind)
    {
        if (kind == ActivityLogErrorKind.Unauthorized)
        {
            Set(ref _loginRefused);
        }

        Failed();
    }

    /// <summary>A call for the log has failed.</summary>
    public void Failed() => Set(ref _failing);

    public void BreakerOpened() => Volatile.Write(ref _breakerOpened, Now());

    public ChannelState Read()
    {
        var (use, login) = (Since(ref _useRefused), Since(ref _loginRefused));
        return new()
        {
            SinceSuccess = Since(ref _succeeded),
            FailingFor = Since(ref _failing),
            RefusedFor = login is null || use > login ? use : login,
            IsAccepted = Volatile.Read(ref _isAccepted),
            Breaker = ReadBreaker(),
            ClosedFor = gate.ClosedFor,
            RequestsAtOnce = gate.Limit,
            RequestsAtOnceAllowed = options.MaxConcurrentRequests,
        };
    }

    private void Succeeded()
    {
        Volatile.Write(ref _succeeded, Now());
        Volatile.Write(ref _failing, 0);
        Volatile.Write(ref _useRefused, 0);
        LoggedIn();
    }

    // Polly's breaker goes on saying that it is open until a request asks: then that request is its probe.
    private BreakerStatus ReadBreaker() => Breaker.CircuitState switch
    {
        CircuitState.Closed => BreakerStatus.Closed,
        CircuitState.HalfOpen => BreakerStatus.HalfOpen,
        _ => Since(ref _breakerOpened) < options.BreakerDuration ? BreakerStatus.Open : BreakerStatus.HalfOpen,
    };

    /// <summary>Keeps the first instant until it is taken back.</summary>
    private void Set(ref long instant)
    {
        if (Volatile.Read(ref instant) == 0)
        {
            Interlocked.CompareExchange(ref instant, Now(), 0);
        }
    }

    private long Now() => time.GetTimestamp() - _start + 1;

    private TimeSpan? Since(ref long instant) =>
        Volatile.Read(ref instant) is > 0 and var at ? time.GetElapsedTime(_start + at - 1) : null;
}
