using System.Runtime.ExceptionServices;
using Polly;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Runs a request through its channel's pipeline. Answers leave it whatever their verdict; everything else leaves it as an <see cref="ActivityLogException"/>.</summary>
internal sealed class ResilienceHandler(VendorChannel channel) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = CallProgress.Of(request, channel.TimeProvider);
        if (!call.IsCounted)
        {
            call.IsCounted = true;
            channel.Budget.CountCall();
        }

        using var activity = Telemetry.StartCall(channel.Vendor, request);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallProgress.Key, call);
        try
        {
            var outcome = await channel.Pipeline.ExecuteOutcomeAsync(SendOnceAsync, context, request).ConfigureAwait(false);
            Telemetry.EndCall(activity, call, outcome);
            if (outcome.Exception is not { } failure)
            {
                return outcome.Result!;
            }

            var error = ActivityLogErrors.FromFailure(channel, call, failure, cancellationToken);
            if (error == failure)
            {
                // It keeps the stack of where it was thrown.
                ExceptionDispatchInfo.Throw(failure);
            }

            throw error;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Outcome<HttpResponseMessage>> SendOnceAsync(ResilienceContext context, HttpRequestMessage request)
    {
        try
        {
            return Outcome.FromResult(await base.SendAsync(request, context.CancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            // Polly passes failures on as values.
            return Outcome.FromException<HttpResponseMessage>(failure);
        }
    }
}
