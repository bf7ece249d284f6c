using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Tables of groups; behind each name, the commands that show the rows behind the figures.</summary>
internal sealed class ReportRows(Report report, HtmlWriter html)
{
    public const string Header = "<th scope=\"col\" class=\"number\">Requests</th><th scope=\"col\" class=\"number\">Failures</th><th scope=\"col\" class=\"number\">Rate</th></tr></thead><tbody>\n";

    private const string FailuresHeader = "<th scope=\"col\" class=\"number\">Failures</th></tr></thead><tbody>\n";

    public static readonly (string Name, string? Value)[] OutcomeUnknown = [("--outcome", "unknown")];

    /// <summary>The option that chooses failures; null where the vendor, asked for failures, would not find them all.</summary>
    public static (string Name, string? Value)[]? Failed(Tally tally) => tally.FailuresByCodeAlone == 0 ? [("--failed", null)] : null;

    public static string Name(GroupKey key) => key.Text is null ? "(none)" : string.IsNullOrWhiteSpace(key.Text) ? "(empty)" : key.IsCut ? key.Text + "…" : key.Text;

    public static string Percent(Tally tally) => tally.FailurePercent ?? "–";

    public void Write((string Id, string Title, string IfEmpty) section, IEnumerable<KeyValuePair<GroupKey, Tally>> groups, Tally rest, GroupColumn column)
    {
        var all = groups.ToList();
        html.Add($"""<section aria-labelledby="{section.Id}-title"><h2 id="{section.Id}-title">{section.Title}</h2>""");
        if (all.Count == 0)
        {
            html.Add($"<p>{section.IfEmpty}</p></section>");
            return;
        }

        html.Add($"""<table id="{section.Id}"><caption>{Caption(all.Count, column.Order)}</caption><thead><tr><th scope="col">{column.Header}</th>""");
        html.AddRaw(column.AreFailuresOnly ? FailuresHeader : Header);
        foreach (var (key, tally) in all.Take(report.MostRows))
        {
            html.Add($"""<tr><th scope="row">""");
            Disclosure(column.Name(key), tally, column.Select(key), column.AreFailuresOnly);
            html.AddRaw(column.IsMarked?.Invoke(tally) == true ? "<small><b class=\"mark\">new</b> · " : "<small>");
            html.Add($"{column.Below(key, tally)}</small></th>");
            Cells(tally, column.AreFailuresOnly);
        }

        Others(all.Skip(report.MostRows), rest, column.AreFailuresOnly);
        html.Add($"</tbody></table></section>");
    }

    /// <summary>A name that opens to the commands behind its figures.</summary>
    public void Disclosure(string name, Tally tally, (string Name, string? Value)[]? selection, bool areFailuresOnly = false, HourBucket? time = null)
    {
        html.Add($"<details><summary>{name}</summary>");
        if (!areFailuresOnly)
        {
            Command("Requests", tally.Requests, selection, time);
        }

        if (tally.Failures > 0)
        {
            Command("Failures", tally.Failures, selection is null || Failed(tally) is not { } failed ? null : [.. selection, .. failed], time);
        }

        if (tally.Unknown > 0)
        {
            Command("Outcome unknown", tally.Unknown, selection is null ? null : [.. selection, .. OutcomeUnknown], time);
        }

        html.Add($"</details>");
    }

    public void Command(string label, long count, (string Name, string? Value)[]? selection, HourBucket? time = null)
    {
        if (selection is null)
        {
            html.Add($"""<p class="command">{label}: no options of list choose exactly these rows.</p>""");
        }
        else
        {
            html.Add($"""<p class="command">{label}: {count:N0} <code data-rows="{count}">""");
            html.AddWords(report.Commands.With(selection, time));
            html.Add($"</code></p>");
        }
    }

    public void Cells(Tally tally, bool areFailuresOnly = false)
    {
        if (areFailuresOnly)
        {
            html.Add($"""<td class="number" data-label="Failures">{tally.Failures:N0}</td></tr>""");
            return;
        }

        html.Add($"""<td class="number" data-label="Requests">{tally.Requests:N0}</td><td class="number" data-label="Failures">{tally.Failures:N0}</td><td class="number" data-label="Rate">{Percent(tally)}</td></tr>""");
    }

    private string Caption(int count, string order) => count <= report.MostRows
        ? $"{order}."
        : string.Create(CultureInfo.InvariantCulture, $"{order}: {report.MostRows} of {count:N0}, the others summed up in the last row.");

    private void Others(IEnumerable<KeyValuePair<GroupKey, Tally>> groups, Tally rest, bool areFailuresOnly)
    {
        var sum = new Tally();
        sum.Add(rest);
        foreach (var (_, tally) in groups)
        {
            sum.Add(tally);
        }

        if (sum.Requests > 0)
        {
            html.Add($"""<tr class="others"><th scope="row">All others</th>""");
            Cells(sum, areFailuresOnly);
        }
    }
}
