using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;
using PayrepMeld.ActivityLogs.Benchmarks.Report;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Latency;

/// <summary>Whether the next page is on its way while the consumer works on this one.</summary>
internal sealed class LatencySection : ISection
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(20);

    public string Name => "latency";

    public async Task<SectionReport> MeasureAsync(Plan plan)
    {
        var table = new MarkdownTable("vendor", "ms a request", "requests", "no prefetch, no work", "no prefetch, 20 ms of work a page", "prefetch of one page, 20 ms of work a page");
        var figures = new List<Figure>();
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            await MeasureAsync(vendor, plan, table, figures);
        }

        return new SectionReport(
            $"""
            ### Reading ahead: 50 ms a request, {plan.LatencyPages} pages

            Wall time against requests x the time of one request, which a plain client that reads the same pages one after the other measures before and after.
            Payrep's log ends with one request more than it has pages, for an empty page. The consumer's work is a wait of 20 ms after each page.

            {table}

            """,
            figures);
    }

    private static async Task MeasureAsync(ActivityLogVendor vendor, Plan plan, MarkdownTable table, List<Figure> figures)
    {
        var spec = new LogSpec(vendor, plan.LatencyPages * LogSpec.PageSize, Days: 160, LogShape.Even, Delay.Milliseconds);
        await using var server = await ServerProcess.StartAsync(spec);
        await using var sdk = SdkClient.Create(vendor, server.BaseAddress);
        var client = sdk.GetRequiredService<IActivityLogClient>();
        using var http = PeerClient.Create(vendor, server.BaseAddress);
        var plain = new WirePeer(vendor, http, scan: false);
        var sequential = new ActivityLogQuery { From = spec.From, To = LogSpec.To, PrefetchPages = 0 };
        await WarmUpAsync(client);

        var (requests, idle, working, ahead) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var repetition = 0; repetition < plan.Waits; repetition++)
        {
            Progress.Say($"latency, {vendor}: {repetition + 1} of {plan.Waits}");
            var before = await Delay.OfOneRequestAsync(server, plain);
            var idleSeconds = await SecondsAsync(client, sequential, TimeSpan.Zero, spec);
            var workingSeconds = await SecondsAsync(client, sequential, Work, spec);
            var aheadSeconds = await SecondsAsync(client, sequential with { PrefetchPages = 1 }, Work, spec);
            var request = (before + await Delay.OfOneRequestAsync(server, plain)) / 2;
            var bound = request * spec.SequentialRequests;
            requests.Add(request * 1000);
            idle.Add(idleSeconds / bound);
            working.Add(workingSeconds / bound);
            ahead.Add(aheadSeconds / bound);
        }

        table.Add(
            vendor.ToString(), Spread.Of(requests).Show("0.0"), $"{spec.SequentialRequests}", Spread.Of(idle).Show("0.00"), Spread.Of(working).Show("0.00"), Spread.Of(ahead).Show("0.000"));
        figures.Add(new Figure("50 ms a request, 20 ms of work a page, prefetch of one page: x (requests x request)", vendor, 1.05, Spread.Of(ahead).Median, "0.000"));
    }

    private static async Task WarmUpAsync(IActivityLogClient client)
    {
        await foreach (var page in client.ReadPagesAsync(new ActivityLogQuery { MaxEntries = 20 * LogSpec.PageSize }))
        {
            GC.KeepAlive(page);
        }
    }

    private static async Task<double> SecondsAsync(IActivityLogClient client, ActivityLogQuery query, TimeSpan work, LogSpec spec)
    {
        var entries = 0;
        var begin = TimeProvider.System.GetTimestamp();
        await foreach (var page in client.ReadPagesAsync(query))
        {
            entries += page.Entries.Count;
            if (work > TimeSpan.Zero)
            {
                await Task.Delay(work);
            }
        }

        var elapsed = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
        return entries == spec.Rows ? elapsed : throw new InvalidOperationException($"{entries} entries were read of {spec.Rows}.");
    }
}
