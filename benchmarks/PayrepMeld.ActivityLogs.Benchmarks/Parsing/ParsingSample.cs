using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;

namespace PayrepMeld.ActivityLogs.Benchmarks.Parsing;

/// <summary>A hundred rows, one by one and as a page, and the SDK with that page behind its handlers instead of a network.</summary>
internal sealed class ParsingSample
{
    public ParsingSample(ActivityLogVendor vendor)
    {
        var log = new ServedLog(new LogSpec(vendor, Rows: 10_000, Days: 160, LogShape.Even, DelayMilliseconds: 0));
        Rows = [.. Enumerable.Range(0, LogSpec.PageSize).Select(log.Row)];
        Page = log.Page(vendor, LogSpec.PageSize);
        var services = new ServiceCollection();
        SdkClient.Register(services, vendor, new Uri("https://vendor.test"))
            .HttpClient(vendor)
            .ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(Page));
        Sdk = services.BuildServiceProvider();
    }

    public byte[][] Rows { get; }

    public byte[] Page { get; }

    public ServiceProvider Sdk { get; }
}
