using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using PayrepMeld.ActivityLogs.Benchmarks.Report;

namespace PayrepMeld.ActivityLogs.Benchmarks.Parsing;

/// <summary>Parsing without a network, measured by BenchmarkDotNet in this process.</summary>
internal sealed class ParsingSection : ISection
{
    public string Name => "parsing";

    public Task<SectionReport> MeasureAsync(Plan plan)
    {
        var artifacts = Directory.CreateTempSubdirectory("benchmarks-");
        try
        {
            var table = new MarkdownTable("vendor", "what", "how", "ns", "x scan", "B");
            var config = Config(plan, artifacts.FullName);
            Add(table, ActivityLogVendor.Payrep, Run(typeof(PayrepParsing), config));
            Add(table, ActivityLogVendor.Meld, Run(typeof(MeldParsing), config));
            return Task.FromResult(new SectionReport(
                $"""
                ### Parsing alone

                BenchmarkDotNet, {plan.ParsingIterations} iterations in this process. Every figure is for one row; a hundred different ones take turns.

                {table}

                """,
                []));
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }

    private static ManualConfig Config(Plan plan, string artifacts) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(plan.ParsingIterations)
            .WithIterationCount(plan.ParsingIterations)
            .WithIterationTime(TimeInterval.FromMilliseconds(plan.ParsingIterationMilliseconds)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(artifacts)
        .WithOptions(ConfigOptions.DisableLogFile);

    private static Summary Run(Type benchmarks, IConfig config)
    {
        Progress.Say($"parsing: {benchmarks.Name}");
        var summary = BenchmarkRunner.Run(benchmarks, config);
        return !summary.HasCriticalValidationErrors && summary.Reports.Length > 0 && summary.Reports.All(r => r.Success)
            ? summary
            : throw new InvalidOperationException($"{benchmarks.Name} did not run: {string.Join("; ", summary.ValidationErrors.Select(e => e.Message))}");
    }

    private static void Add(MarkdownTable table, ActivityLogVendor vendor, Summary summary)
    {
        foreach (var category in summary.Reports.GroupBy(r => r.BenchmarkCase.Descriptor.Categories[0], StringComparer.Ordinal))
        {
            var scan = category.Single(r => string.Equals(HowOf(r), ParsingNames.Scan, StringComparison.Ordinal)).ResultStatistics!.Median;
            foreach (var report in category)
            {
                var times = report.ResultStatistics!;
                table.Add(
                    vendor.ToString(), category.Key, HowOf(report),
                    new Spread(times.Median, times.Min, times.Max, times.N).Show("N0"),
                    (times.Median / scan).ToString("0.00", CultureInfo.InvariantCulture),
                    (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0).ToString("N0", CultureInfo.InvariantCulture));
            }
        }
    }

    private static string HowOf(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
}
