using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using PayrepMeld.ActivityLogs.Payrep;
using Polly;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Runs a request through its channel's pipeline. Answers leave it whatever their verdict; everything else leaves it as an <see cref="ActivityLogException"/>.</summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private readonly VendorChannel _channel;
    private readonly Func<ResilienceContext, HttpRequestMessage, ValueTask<Outcome<HttpResponseMessage>>> _sendOnceAsync;

    public ResilienceHandler(VendorChannel channel)
    {
        _channel = channel;
        _sendOnceAsync = SendOnceAsync;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = CallProgress.Of(request, _channel.TimeProvider);
        if (!call.IsCounted)
        {
            call.IsCounted = true;
            _channel.Budget.CountCall();
        }

        call.Caller = cancellationToken;
        using var activity = Telemetry.StartCall(_channel.Vendor, request);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallProgress.Key, call);
        try
        {
            var outcome = await _channel.Pipeline.ExecuteOutcomeAsync(_sendOnceAsync, context, request).ConfigureAwait(false);
            Telemetry.EndCall(activity, call, outcome);
            if (IsForLog(request))
            {
                _channel.Health.Ended(outcome, call, cancellationToken);
            }

            if (outcome.Exception is not { } failure)
            {
                return outcome.Result!;
            }

            var error = ActivityLogErrors.FromFailure(_channel, call, failure, cancellationToken);
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

    // What else Payrep is asked, for a token or about one or for its other log, says nothing of reading this one. Meld is asked nothing else.
    private bool IsForLog(HttpRequestMessage request) =>
        _channel.Vendor == ActivityLogVendor.Meld || PayrepPaths.IsActivityLogs(request.RequestUri!);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
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
