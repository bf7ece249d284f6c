using System.Globalization;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;
using PayrepMeld.ActivityLogs.Benchmarks.Report;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Cpu;

/// <summary>Processor time and allocation per entry, over HTTP, for everyone who reads the same log.</summary>
internal sealed class CpuSection : ISection
{
    private const int Rows = 20_000;

    public string Name => "cpu";

    public async Task<SectionReport> MeasureAsync(Plan plan)
    {
        var text = $"""
            ### CPU and allocation per entry

            100 rows a page over HTTP on loopback, the server in a process of its own. The approaches take turns in one process; after a warm-up there are {plan.CpuRounds} rounds,
            in each of which each has {plan.CpuTurns} turns and at least {plan.CpuPerReading.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s of processor time. It is the whole process's time, garbage collection included. Ratios are of one round; shown are the median, the least and the most.
            All follow the cursor to the end of the log; all but the first two make objects with every documented field, and all of these saw the same times and statuses.


            """;
        var figures = new List<Figure>();
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            var (table, reached) = await MeasureAsync(vendor, plan);
            text += $"#### {vendor}\n\n{table}\n";
            figures.AddRange(reached);
        }

        return new SectionReport(text, figures);
    }

    private static async Task<(string Table, IEnumerable<Figure> Figures)> MeasureAsync(ActivityLogVendor vendor, Plan plan)
    {
        await using var server = await ServerProcess.StartAsync(new LogSpec(vendor, Rows, Days: 160, LogShape.Even, DelayMilliseconds: 0));
        await using var sdk = SdkClient.Create(vendor, server.BaseAddress);
        var peers = AllPeers.Of(vendor, server.BaseAddress, sdk);
        var same = new SameTally(Rows);

        await WarmUp.RunAsync(peers, plan.CpuWarmUp, same);
        var costs = peers.ToDictionary(peer => peer.Name, _ => new List<Cost>(), StringComparer.Ordinal);
        for (var round = 0; round < plan.CpuRounds; round++)
        {
            Progress.Say($"cpu, {vendor}: round {round + 1} of {plan.CpuRounds}");
            foreach (var (name, cost) in await RoundAsync(peers, round, plan, same))
            {
                costs[name].Add(cost);
            }
        }

        var comparison = new CpuComparison(vendor, costs);
        return (comparison.Table(), comparison.Figures());
    }

    /// <summary>Everyone reads a little in turn, again and again: a disturbance that lasts for seconds then disturbs all alike.</summary>
    private static async Task<Dictionary<string, Cost>> RoundAsync(IReadOnlyList<IPeer> peers, int round, Plan plan, SameTally same)
    {
        var costs = peers.ToDictionary(peer => peer.Name, _ => default(Cost), StringComparer.Ordinal);
        for (var turn = 0; turn < plan.CpuTurns; turn++)
        {
            for (var place = 0; place < peers.Count; place++)
            {
                // Each turn begins with another one.
                var peer = peers[(place + turn + (round * plan.CpuTurns)) % peers.Count];
                costs[peer.Name] += await CostMeter.MeasureAsync(peer, plan.CpuPerReading / plan.CpuTurns, tally => same.Check(peer, tally));
            }
        }

        return costs;
    }
}
