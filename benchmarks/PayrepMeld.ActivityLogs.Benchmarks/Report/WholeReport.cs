using System.Diagnostics;
using System.Globalization;

namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>One document from one run.</summary>
internal static class WholeReport
{
    public static async Task WriteAsync(IEnumerable<ISection> sections, Plan plan)
    {
        var clock = Stopwatch.StartNew();
        var reports = new List<SectionReport>();
        foreach (var section in sections)
        {
            Progress.Say(string.Create(CultureInfo.InvariantCulture, $"{section.Name} (after {clock.Elapsed.TotalSeconds:0} s)"));
            reports.Add(await section.MeasureAsync(plan));
        }

        await Console.Out.WriteLineAsync($"## Report\n\n{ReportHead.Of(plan)}");
        List<Figure> figures = [.. reports.SelectMany(r => r.Figures)];
        if (figures.Count > 0)
        {
            await Console.Out.WriteLineAsync($"### Figures to reach\n\n{FigureTable.Of(figures)}");
        }

        foreach (var report in reports)
        {
            await Console.Out.WriteLineAsync(report.Markdown);
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Measured in {clock.Elapsed.TotalSeconds:0} s."));
    }
}
