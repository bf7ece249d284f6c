using System.Runtime.CompilerServices;
using Polly;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>The gate's place in the pipeline: every attempt passes it, and an answer of 429 closes it before the next one can pass.</summary>
internal sealed class GateStrategy(VendorChannel channel) : ResilienceStrategy<HttpResponseMessage>
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        var call = context.Properties.GetValue(CallProgress.Key, null!);
        try
        {
            if (await channel.Gate.EnterAsync(call.TimeLeft(channel.Options), context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext) is { } closedFor)
            {
                return Outcome.FromException<HttpResponseMessage>(ActivityLogErrors.GateClosed(channel.Vendor, call, closedFor));
            }
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<HttpResponseMessage>(cancelled);
        }

        var succeeded = false;
        try
        {
            var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            if (outcome.Result?.Content is BufferedBody body)
            {
                succeeded = body.Verdict.Action == VerdictAction.Success;
                if (body.Verdict.Action == VerdictAction.Throttled)
                {
                    Close(body, call);
                }
            }

            return outcome;
        }
        finally
        {
            channel.Gate.Leave(succeeded);
        }
    }

    private void Close(BufferedBody body, CallProgress call)
    {
        var wait = body.RetryAfter ?? Backoff.Delay(channel.Options, call.Retries, Random.Shared.NextDouble());
        var closed = channel.Gate.Close(wait);
        Telemetry.Throttled(channel.Vendor, wait);
        Log.Throttled(channel.Logger, channel.Vendor, wait, closed);
    }
}
