using Polly;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Decides whether a failed attempt is repeated, and when.</summary>
internal sealed class RetryRules(ActivityLogResilienceOptions options, RetryBudget budget)
{
    /// <summary>Takes what a retry costs where it says yes, so it is asked once for each attempt.</summary>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="call">The call it belongs to; it learns the wait.</param>
    /// <param name="cancellationToken">The call's token: once it is set, nothing is repeated.</param>
    public bool TryPlan(Outcome<HttpResponseMessage> outcome, CallProgress call, CancellationToken cancellationToken)
    {
        if (call.IsProbe || call.Retries >= options.MaxRetries || cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        var planned = outcome.Exception is { } failure
            ? PlanAfterFailure(failure, call, cancellationToken)
            : PlanAfterAnswer(outcome.Result!, call);
        if (planned)
        {
            call.Retries++;
        }

        return planned;
    }

    private bool PlanAfterFailure(Exception failure, CallProgress call, CancellationToken cancellationToken) =>
        TransportFault.Is(failure, cancellationToken)
        && !TransportFault.IsCertificate(failure)
        && (!call.IsCredentialRequest || TransportFault.IsBeforeConnection(failure))
        && TryWait(null, call)
        && budget.TryTake();

    private bool PlanAfterAnswer(HttpResponseMessage response, CallProgress call)
    {
        if (call.IsCredentialRequest || response.Content is not BufferedBody body)
        {
            return false;
        }

        switch (body.Verdict.Action)
        {
            // The gate is closed for as long as it takes: the next attempt waits there with everybody else, at no cost to the budget.
            case VerdictAction.Throttled:
                return TryWait(body.RetryAfter ?? TimeSpan.Zero, call, waitsAtGate: true);
            case VerdictAction.Retry:
                return TryWait(body.RetryAfter, call) && budget.TryTake();
            case VerdictAction.RetryOnce when !call.HasRetriedOnce:
                call.HasRetriedOnce = TryWait(body.RetryAfter, call) && budget.TryTake();
                return call.HasRetriedOnce;
            default:
                return false;
        }
    }

    private bool TryWait(TimeSpan? asked, CallProgress call, bool waitsAtGate = false)
    {
        var wait = asked ?? Backoff.Delay(options, call.Retries, Random.Shared.NextDouble());
        call.NextDelay = waitsAtGate ? TimeSpan.Zero : wait;
        return (asked is null || wait <= options.MaxRetryAfter) && wait < call.TimeLeft(options);
    }
}
