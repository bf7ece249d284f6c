using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Failures and requests over time, as bars above one another and as a table.</summary>
internal static class ReportChart
{
    // A week by the hour fits, with an hour that a change of clocks adds, and both ends cut.
    private const int MostBars = 170;

    public static void Write(Report report, HtmlWriter html, ReportRows rows)
    {
        var steps = report.Statistics.Hours.Steps(MostBars, out var hours);
        var each = hours == 1 ? "hour" : hours % 24 == 0 ? Days(hours / 24) : string.Create(CultureInfo.InvariantCulture, $"{hours} hours");
        var axis = new TimeAxis(steps, report.Zone);
        html.Add($"""<section aria-labelledby="time-title"><h2 id="time-title">Failures over time</h2>""");
        if (report.Statistics.Hours.Rest.Requests is > 0 and var older)
        {
            html.Add($"<p>{older:N0} older requests are not drawn: the newest {Groups.Most:N0} hours are.</p>");
        }

        new BarChart("failures", $"Failures in each {each}", 150, t => t.Failures).Write(html, report, steps, axis);
        new BarChart("requests", $"Requests in each {each}", 70, t => t.Requests).Write(html, report, steps, axis);
        html.Add($"""<details class="as-table"><summary>The same as a table</summary><table id="hours"><caption>Each {each} with a request, the newest first.</caption>""");
        html.Add($"""<thead><tr><th scope="col">From</th>""");
        html.AddRaw(ReportRows.Header);
        foreach (var (time, tally) in steps.Where(s => s.Tally.Requests > 0).Reverse())
        {
            html.Add($"""<tr><th scope="row">""");
            rows.Disclosure(report.Time(new DateTimeOffset(time.Start, TimeSpan.Zero)), tally, [], time: time);
            html.Add($"</th>");
            rows.Cells(tally);
        }

        html.Add($"</tbody></table></details></section>");
    }

    private static string Days(int days) => days == 1 ? "day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");
}
