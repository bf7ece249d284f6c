using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Json;
using Polly;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What all requests to one vendor with one credential share, whatever the factory does with their handlers.</summary>
internal sealed class VendorChannel : IDisposable
{
    public VendorChannel(ActivityLogVendor vendor, ActivityLogResilienceOptions options, TimeProvider timeProvider, ILogger logger)
    {
        Vendor = vendor;
        Options = options;
        TimeProvider = timeProvider;
        Logger = logger;
        Gate = new(timeProvider, options.MaxConcurrentRequests, options.MinRequestSpacing, options.MaxRetryAfter);
        Budget = new(timeProvider, options.RetryReserve, options.RetryRatio);
        Health = new(timeProvider, options, Gate);
        Scrub = Secrets.Scrub;
        Pipeline = VendorPipeline.Build(this);
    }

    public ActivityLogVendor Vendor { get; }

    public ActivityLogResilienceOptions Options { get; }

    public TimeProvider TimeProvider { get; }

    public ILogger Logger { get; }

    public RequestGate Gate { get; }

    public RetryBudget Budget { get; }

    public ChannelHealth Health { get; }

    public SecretScrubber Secrets { get; } = new();

    /// <summary>Takes the channel's secrets out of a text.</summary>
    public Func<string, string> Scrub { get; }

    public RowInterns Interns { get; } = new();

    public ResiliencePipeline<HttpResponseMessage> Pipeline { get; }

    public void Dispose() => Gate.Dispose();
}
