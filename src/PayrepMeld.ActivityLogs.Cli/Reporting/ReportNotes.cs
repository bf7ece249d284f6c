using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>How the figures were made, and what they leave out.</summary>
internal static class ReportNotes
{
    public static void Write(Report report, HtmlWriter html)
    {
        var total = report.Statistics.Total;
        html.Add($"""<section class="notes" aria-labelledby="notes-title"><h2 id="notes-title">About this report</h2><ul>""");
        html.Add($"<li>Range: {ZonedTime.Text(report.Range.From, report.Zone)} up to, not including, {ZonedTime.Text(report.Range.To, report.Zone)}. All times are of the zone {report.Zone.Id}.</li>");
        html.Add($"<li>Source: the activity logs of {string.Join(" and ", report.Vendors)}, account {report.Account}; read until {ZonedTime.Text(report.MadeAt, report.Zone)}. A row that a vendor adds later is in no figure.</li>");
        html.Add($"<li>The failure rate is failures of the entries whose end is known: failures / (successes + failures). {total.Unknown:N0} entries do not say how they ended and are neither.</li>");
        if (report.LeftOutAsUnknown > 0)
        {
            html.Add($"<li>{report.LeftOutAsUnknown:N0} more entries do not say how they ended and are left out: this report is of one outcome.</li>");
        }

        html.Add($"<li>{report.Unreadable:N0} rows could not be read.</li>");
        html.Add($"<li>{New(report)}</li>");
        html.Add($"<li>Messages are grouped with numbers and times written as &lt;n&gt;, ids as &lt;id&gt; and e-mail addresses as &lt;email&gt;.</li>");
        html.Add($"<li>Endpoints, addresses, messages and so on: the first {Groups.Most:N0} of each kind that are met, the newest first, are counted one by one, and the rest together as others.</li>");
        html.Add($"<li>The commands show the rows behind a figure, in a POSIX shell such as bash or zsh with the same configuration. A click on one selects all of it.</li>");
        html.Add($"</ul></section>");
    }

    private static string New(Report report) => report.NewFrom is { } from
        ? $"An address is marked as new where its first request within the range is in the last quarter of it, since {report.Time(from)}. Whether it was there before the range began is not known."
        : "No address is marked as new: there is no entry before the last quarter of the range to compare with.";
}
