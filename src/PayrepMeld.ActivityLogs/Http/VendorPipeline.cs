using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Builds the one pipeline of a channel, outermost first: total timeout, retry, gate, circuit breaker, attempt timeout.</summary>
internal static class VendorPipeline
{
    // Polly refuses a timeout of nothing by having none at all.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static ResiliencePipeline<HttpResponseMessage> Build(VendorChannel channel)
    {
        var options = channel.Options;

        // The breaker alone reads the wall clock. The others count time by timers and timestamps, which do not jump, and with the system's own clock
        // Polly keeps and reuses what they are made of.
        var breaker = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = new MonotonicTime(channel.TimeProvider) }
            .AddCircuitBreaker(Breaker(channel))
            .Build();
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = channel.TimeProvider }
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => new(TimeLeft(options, args.Context)) })
            .AddRetry(Retry(channel))
            .AddGate(channel)
            .AddPipeline(breaker)
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => new(options.AttemptTimeout) })
            .Build();
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(VendorChannel channel)
    {
        var rules = new RetryRules(channel.Options, channel.Budget);
        return new()
        {
            // The rules count: a replay after a renewal goes on counting where the first pass stopped.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = args => new(rules.TryPlan(args.Outcome, Call(args.Context), args.Context.CancellationToken)),
            DelayGenerator = args => new(Call(args.Context).NextDelay),
            OnRetry = args =>
            {
                var call = Call(args.Context);
                Telemetry.Retried(channel.Vendor);
                if (channel.Logger.IsEnabled(LogLevel.Information))
                {
                    Log.Retrying(channel.Logger, channel.Vendor, call.Attempts, args.Outcome.Exception?.GetType().Name ?? $"HTTP {call.StatusCode}", args.RetryDelay);
                }

                return default;
            },
        };
    }

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(VendorChannel channel)
    {
        var options = channel.Options;
        var state = channel.Health.Breaker;
        return new()
        {
            StateProvider = state,
            FailureRatio = options.BreakerFailureRatio,
            MinimumThroughput = options.BreakerMinimumAttempts,
            SamplingDuration = options.BreakerSampling,
            BreakDuration = options.BreakerDuration,
            ShouldHandle = args => new(args.Outcome.Exception is { } failure
                ? TransportFault.Is(failure, args.Context.CancellationToken) || IsLostProbe(failure, state)
                : args.Outcome.Result?.Content is BufferedBody { Verdict.Action: VerdictAction.Retry or VerdictAction.RetryOnce }),
            OnOpened = args =>
            {
                channel.Health.BreakerOpened();
                Log.BreakerOpened(channel.Logger, channel.Vendor, args.BreakDuration);
                return default;
            },
        };
    }

    // A probe that its caller gives up proves nothing, and would close the breaker; an answer of any kind, 401 and 429 too, shows that the vendor lives.
    private static bool IsLostProbe(Exception failure, CircuitBreakerStateProvider state) =>
        failure is OperationCanceledException && state.CircuitState == CircuitState.HalfOpen;

    private static TimeSpan TimeLeft(ActivityLogResilienceOptions options, ResilienceContext context)
    {
        var left = Call(context).TimeLeft(options);
        return left > Shortest ? left : Shortest;
    }

    private static CallProgress Call(ResilienceContext context) => context.Properties.GetValue(CallProgress.Key, null!);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only the options' annotations are read by reflection, and these options have none.")]
    private static ResiliencePipelineBuilder<HttpResponseMessage> AddGate(this ResiliencePipelineBuilder<HttpResponseMessage> builder, VendorChannel channel) =>
        builder.AddStrategy(_ => new GateStrategy(channel), new GateOptions());

    private sealed class GateOptions : ResilienceStrategyOptions;
}
