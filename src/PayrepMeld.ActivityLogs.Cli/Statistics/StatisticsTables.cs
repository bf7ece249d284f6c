using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>Rows as tables for people.</summary>
internal sealed class StatisticsTables(ToolTerminal terminal, SummedRange range, TimeZoneInfo zone)
{
    private const int MostBars = 48;
    private const int FewestBars = 12;

    // The words and the highest count before them.
    private const int NextToBars = 22;

    // Beyond it a day without its year may be meant of two.
    private static readonly TimeSpan Year = TimeSpan.FromDays(360);

    private readonly string? _offset = ZonedTime.OnlyOffset(range.From, range.To, zone);

    public void WriteTotals(EntryStatistics statistics)
    {
        Write(Dimension.Endpoint, [StatisticsRow.Total(statistics)], group: false);
        var steps = statistics.Hours.Steps(Math.Clamp(terminal.Width - NextToBars, FewestBars, MostBars), out var hours);
        var each = hours == 1 ? "hour" : string.Create(CultureInfo.InvariantCulture, $"{hours} hours");
        var lines = new CellTable([($"By {each}", CellKind.Name), ("Most", CellKind.Number), ($"{Begin(steps[0])} to {ZonedTime.Text(range.To, zone)}", CellKind.Bars)]);
        lines.Add(["Requests", Most(steps, t => t.Requests), Sparkline.Of([.. steps.Select(s => s.Tally.Requests)])]);
        lines.Add(["Failures", Most(steps, t => t.Failures), Sparkline.Of([.. steps.Select(s => s.Tally.Failures)])]);
        WriteSeparator();
        lines.Write(terminal);
    }

    public void WriteSeparator() => terminal.Output.Write("\n"u8);

    public void WriteGroups(Dimension by, IEnumerable<StatisticsRow> rows) => Write(by, rows, group: true);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Most(IReadOnlyList<(HourBucket Time, Tally Tally)> steps, Func<Tally, long> count) => Number(steps.Max(s => count(s.Tally)));

    private static string Name(string? text, bool isRest) => isRest ? "(others)" : string.IsNullOrEmpty(text) ? "-" : text.Length == GroupKey.LongestText ? text + "…" : text;

    private string Begin((HourBucket Time, Tally Tally) step) => ZonedTime.Text(new DateTimeOffset(step.Time.Start, TimeSpan.Zero), zone);

    private void Write(Dimension by, IEnumerable<StatisticsRow> rows, bool group)
    {
        var columns = Columns(by, group).ToList();
        var table = new CellTable(columns.Select(c => (c.Header, c.Kind)));
        foreach (var row in rows)
        {
            table.Add(columns.Select(c => c.Cell(row)));
        }

        table.Write(terminal);
    }

    private IEnumerable<(string Header, CellKind Kind, Func<StatisticsRow, string> Cell)> Columns(Dimension by, bool group)
    {
        foreach (var column in group ? Names(by) : [])
        {
            yield return (column.Header, CellKind.Name, column.Cell);
        }

        yield return ("Requests", CellKind.Number, r => Number(r.Tally.Requests));
        yield return ("Failures", CellKind.Number, r => Number(r.Tally.Failures));
        yield return ("Rate", CellKind.Number, r => r.Tally.FailurePercent ?? "-");
        yield return ("Unknown", CellKind.Number, r => Number(r.Tally.Unknown));
        if (by == Dimension.Ip)
        {
            yield return (TimeHeader("First seen"), CellKind.Number, r => Time(r.Tally.First));
            yield return (TimeHeader("Last seen"), CellKind.Number, r => Time(r.Tally.Last));
        }
        else if (by != Dimension.Hour)
        {
            yield return (TimeHeader("Last failure"), CellKind.Number, r => Time(r.Tally.LastFailure));
        }
    }

    // A terminal's width is dear: there one column is enough for method and path.
    private (string Header, Func<StatisticsRow, string> Cell)[] Names(Dimension by) => (by, terminal.IsOutputTerminal) switch
    {
        (Dimension.Endpoint, true) => [("Vendor", Vendor), ("Endpoint", r => r.IsRest ? Name(null, isRest: true) : $"{Name(r.Key.Method, isRest: false)} {Name(r.Key.Text, isRest: false)}")],
        (Dimension.Endpoint, false) => [("Vendor", Vendor), ("Method", r => Name(r.Key.Method, isRest: false)), ("Endpoint", r => Name(r.Key.Text, r.IsRest))],
        (Dimension.Action, _) => [("Vendor", Vendor), ("Action", r => Name(r.Key.Text, r.IsRest))],
        (Dimension.Ip, _) => [("Address", r => Name(r.Key.Text, r.IsRest))],
        (Dimension.Hour, _) => [("Hour", r => r.IsRest ? "(older)" : Time(DateTimeOffset.Parse(r.Key.Text!, CultureInfo.InvariantCulture)))],
        _ => [("Status", r => Name(r.Key.Text, r.IsRest))],
    };

    private static string Vendor(StatisticsRow row) => StatisticsRow.Name(row.Key.Vendor) ?? "-";

    private string TimeHeader(string text) => terminal.IsOutputTerminal && _offset is not null ? $"{text}\n({_offset})" : text;

    private string Time(DateTimeOffset? time) => time is not { } instant ? "-"
        : !terminal.IsOutputTerminal ? ZonedTime.Word(instant, zone)
        : ZonedTime.Local(instant, zone, range.To - range.From > Year ? "yyyy-MM-dd" : "MM-dd HH:mm") + (_offset is null ? " " + ZonedTime.Offset(instant, zone) : "");
}
