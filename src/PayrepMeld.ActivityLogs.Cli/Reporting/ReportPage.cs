using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>The report as one HTML document that needs nothing else: no script, no network, no font of its own.</summary>
internal static class ReportPage
{
    /// <summary>How many groups a table shows unless more are asked for.</summary>
    public const int MostRows = 12;

    private const string MostFailures = "Most failures first";

    private static readonly Lazy<string> Style = new(ReadStyle);

    public static string Of(Report report)
    {
        var html = new HtmlWriter();
        var rows = new ReportRows(report, html);
        var all = report.Statistics;
        Head(report, html);
        Headline(report, html, rows);
        ReportChart.Write(report, html, rows);
        rows.Write(
            ("endpoints", "Failing endpoints", "No request failed."),
            all.Endpoints.Ranked().Where(g => g.Value.Failures > 0),
            all.Endpoints.Rest,
            new("Endpoint", MostFailures, g => $"{g.Method ?? "–"} {ReportRows.Name(g)}", (g, t) => $"{g.Vendor} · last failure {report.Time(t.LastFailure)}", g => Selection.OfEndpoint(g, report.Commands.Endpoint)));
        rows.Write(
            ("messages", "What failures say", "No request failed."),
            all.Messages.Ranked(),
            all.Messages.Rest,
            new("Message", MostFailures, ReportRows.Name, (_, t) => $"first {report.Time(t.First)} · last {report.Time(t.LastFailure)}", Selection.OfMessage, AreFailuresOnly: true));
        Addresses(report, rows);
        rows.Write(
            ("statuses", "Statuses", "There is no entry."),
            all.Statuses.Ranked().OrderBy(g => g.Key.Text, StringComparer.Ordinal),
            all.Statuses.Rest,
            new("HTTP status", "By number", ReportRows.Name, (_, t) => $"last {report.Time(t.Last)}", Selection.OfStatus));
        if (report.Vendors.Contains(ActivityLogVendor.Meld))
        {
            rows.Write(
                ("actions", "Actions at Meld", "There is no entry."),
                all.Actions.Ranked().Where(g => g.Key.Vendor == ActivityLogVendor.Meld),
                all.Actions.Rest,
                new("Action", MostFailures, ReportRows.Name, (_, t) => $"last {report.Time(t.Last)}", Selection.OfAction));
        }

        ReportNotes.Write(report, html);
        html.Add($"</main></body></html>");
        return html.ToString();
    }

    private static void Head(Report report, HtmlWriter html)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Value)));
        html.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">""");
        html.AddRaw($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n");
        html.Add($"""<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">""");
        html.AddRaw($"<title>Activity report</title><style>{Style.Value}</style></head>\n");
        html.Add($"""<body><main><header><p class="source">{Source(report)}</p><h1>Activity report</h1><p class="range">{Range(report)}</p>""");
        if (report.Commands.Narrowing is { Length: > 0 } narrowing)
        {
            html.Add($"""<p class="range">Only what this asks for: <code>{narrowing}</code></p>""");
        }

        html.Add($"</header>");
        if (report.IsSimulated)
        {
            html.Add($"""<p class="warning">Simulated data, made anew at each run: the commands below show rows of its kind, not the same ones.</p>""");
        }

        if (report.Unreadable > 0)
        {
            html.Add($"""<p class="warning">{report.Unreadable:N0} rows of the log could not be read. They are missing in every figure.</p>""");
        }
    }

    private static string Source(Report report) => $"{string.Join(" and ", report.Vendors)} · account {report.Account}";

    private static string Range(Report report) => $"{Day(report, report.Range.From)} to {Day(report, report.Range.To)}";

    private static string Day(Report report, DateTimeOffset time) => $"{ZonedTime.Local(time, report.Zone, "d MMMM yyyy, HH:mm")} {ZonedTime.Offset(time, report.Zone)}";

    private static void Headline(Report report, HtmlWriter html, ReportRows rows)
    {
        var total = report.Statistics.Total;
        html.Add($"""<section aria-label="Headline figures"><dl class="figures">""");
        html.Add($"""<div><dt>Requests</dt><dd id="requests">{total.Requests:N0}</dd></div>""");
        html.Add($"""<div><dt>Failures</dt><dd id="failures" class="{(total.Failures > 0 ? "bad" : "")}">{total.Failures:N0}</dd></div>""");
        html.Add($"""<div><dt>Failure rate</dt><dd id="rate">{ReportRows.Percent(total)}</dd></div>""");
        html.Add($"""<div><dt>Outcome unknown</dt><dd id="unknown">{total.Unknown:N0}</dd></div></dl>""");
        if (total.Requests > 0)
        {
            rows.Disclosure("Show the rows", total, []);
        }

        html.Add($"</section>");
    }

    private static void Addresses(Report report, ReportRows rows)
    {
        var addresses = report.Statistics.Addresses;
        (string Name, string? Value)[]? Select(GroupKey key) => Selection.OfAddress(key, report.Statistics.Listed);
        string Sub(GroupKey _, Tally t) => $"first {report.Time(t.First)} · last {report.Time(t.Last)}";
        rows.Write(
            ("addresses", "Addresses", "There is no entry."),
            addresses.Ranked(),
            addresses.Rest,
            new("Address", MostFailures, ReportRows.Name, Sub, Select, report.IsNew));
        if (report.NewFrom is { } from)
        {
            rows.Write(
                ("new-addresses", $"New addresses since {report.Time(from)}", "There is none."),
                addresses.Ranked().Where(a => report.IsNew(a.Value)).OrderByDescending(a => a.Value.Requests),
                new Tally(),
                new("Address", "Most requests first", ReportRows.Name, Sub, Select));
        }
    }

    private static string ReadStyle()
    {
        using var style = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!);
        return style.ReadToEnd();
    }
}
