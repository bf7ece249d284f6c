using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>
/// Counts as bars, in SVG. Across it is measured in percent and downwards in pixels, so that it fits any width and its text keeps its size.
/// </summary>
internal sealed class BarChart(string id, string title, int height, Func<Tally, long> count)
{
    private const int Top = 16;
    private const int Bottom = 20;

    // A label begins at its step, and needs room to the right.
    private const double LastLabel = 0.88;

    public void Write(HtmlWriter html, Report report, IReadOnlyList<(HourBucket Time, Tally Tally)> steps, TimeAxis axis)
    {
        var most = steps.Max(s => count(s.Tally));
        var peak = steps.First(s => count(s.Tally) == most);
        var scale = Scale(most);
        var summary = most == 0 ? "none" : $"at most {most.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)}, from {report.Time(Start(peak))}";
        html.Add($"""<figure><figcaption><b>{title}</b>, {summary}</figcaption>""");
        html.Add($"""<svg class="{id}" role="img" aria-labelledby="{id}-svg-title {id}-svg-text" width="100%" height="{Top + height + Bottom}"><title id="{id}-svg-title">{title}</title><desc id="{id}-svg-text">A bar for each, the oldest on the left; {summary}.</desc>""");
        foreach (var (step, text) in axis.Labels)
        {
            var x = 100.0 * step / steps.Count;
            html.Add($"""<line class="grid" x1="{x}%" x2="{x}%" y1="{Top}" y2="{Top + height + 4}"/>""");
            if (step < LastLabel * steps.Count)
            {
                html.Add($"""<text x="{x}%" dx="3" y="{Top + height + 15}">{text}</text>""");
            }
        }

        // Lines behind the bars, and their numbers in front.
        var ticks = ((long[])[scale / 2, scale]).Select(tick => (Count: tick, Y: Top + height - (height * tick / (double)scale))).ToList();
        foreach (var (_, y) in ticks)
        {
            html.Add($"""<line class="grid" x1="0" x2="100%" y1="{y}" y2="{y}"/>""");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            Bar(html, report, steps, i, scale);
        }

        html.Add($"""<line class="base" x1="0" x2="100%" y1="{Top + height}" y2="{Top + height}"/>""");
        foreach (var (tick, y) in ticks)
        {
            html.Add($"""<text class="tick" x="0" y="{y - 4}">{tick:N0}</text>""");
        }

        html.Add($"</svg></figure>");
    }

    /// <summary>The end of the scale: a round number not below the highest count, whose half is round as well.</summary>
    internal static long Scale(long most)
    {
        for (var unit = 1L; ; unit *= 10)
        {
            // Tenths of the unit; below ten there are none.
            foreach (var tenths in (ReadOnlySpan<int>)[10, 12, 16, 20, 30, 40, 60, 80])
            {
                if (unit * tenths / 10 >= most && unit * tenths % 20 == 0)
                {
                    return unit * tenths / 10;
                }
            }
        }
    }

    private static DateTimeOffset Start((HourBucket Time, Tally Tally) step) => new(step.Time.Start, TimeSpan.Zero);

    private void Bar(HtmlWriter html, Report report, IReadOnlyList<(HourBucket Time, Tally Tally)> steps, int i, long scale)
    {
        var tally = steps[i].Tally;
        if (count(tally) == 0)
        {
            return;
        }

        // What is there is seen, however little.
        var bar = Math.Max(1, height * count(tally) / (double)scale);
        html.Add($"""<rect x="{100.0 * i / steps.Count}%" width="{80.0 / steps.Count}%" y="{Top + height - bar}" height="{bar}"><title>{report.Time(Start(steps[i]))}: {tally.Failures:N0} failures of {tally.Requests:N0} requests</title></rect>""");
    }
}
