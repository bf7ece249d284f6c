using PayrepMeld.ActivityLogs.Benchmarks.Report;

namespace PayrepMeld.ActivityLogs.Benchmarks.Concurrency;

/// <summary>What <see cref="ActivityLogQuery.MaxConcurrency"/> saves, and what it asks of the vendor.</summary>
internal sealed class ConcurrencySection : ISection
{
    public string Name => "concurrency";

    public async Task<SectionReport> MeasureAsync(Plan plan)
    {
        var table = new MarkdownTable("vendor", "days", "log", "`MaxConcurrency`", "wall time / sequential", "first entry, ms (sequential)", "requests (sequential)", "requests / sequential", "most at once");
        var figures = new List<Figure>();
        foreach (var scenario in Scenario.All(plan.IsQuick))
        {
            var reads = await ConcurrentReads.MeasureAsync(scenario, plan.Waits);
            foreach (var degree in ConcurrentReads.Degrees)
            {
                Add(table, figures, scenario, degree, reads[1], reads[degree]);
            }
        }

        return new SectionReport(
            $"""
            ### Reading side by side: 50 ms a request, 100 pages

            A log of 10,000 rows, read entry by entry with `From` and `To` around it, against the sequential read (no prefetch) of the same repetition. `Resilience.MaxConcurrentRequests` is 16. The server counts the requests.
            "80 % in 5 %": 80 % of the rows in one stretch of 5 % of the range. **Every parallel read delivered the same ids in the same order as the sequential one; a difference would have ended this run.**

            {table}

            """,
            figures);
    }

    private static void Add(MarkdownTable table, List<Figure> figures, Scenario scenario, int degree, List<ReadResult> sequential, List<ReadResult> parallel)
    {
        var time = Spread.Of(parallel.Zip(sequential, (p, s) => p.Total / s.Total));
        var requests = Spread.Of(parallel.Zip(sequential, (p, s) => (double)p.Requests / s.Requests));
        table.Add(
            scenario.Vendor.ToString(), $"{scenario.Days}", scenario.ShapeName, $"{degree}",
            time.Show("0.000"),
            $"{Spread.Of(parallel.Select(p => p.First * 1000)).Median:0} ({Spread.Of(sequential.Select(s => s.First * 1000)).Median:0})",
            $"{Spread.Of(parallel.Select(p => (double)p.Requests)).Median:0} ({sequential[0].Requests})",
            requests.Show("0.00"),
            $"{parallel.Max(p => p.AtOnce)}");
        if (scenario.HasTargets)
        {
            var what = $"`MaxConcurrency` {degree}, {scenario.ShapeName}, {scenario.Days} days";
            figures.Add(new Figure($"{what}: x sequential", scenario.Vendor, scenario.AtMost(degree), time.Median, "0.000"));
            figures.Add(new Figure($"{what}: requests, x sequential", scenario.Vendor, 1.4, requests.Median, "0.00"));
        }
    }
}
