using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Reading;
using PayrepMeld.ActivityLogs.Cli.Statistics;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>stats</c>: how many requests and failures, by what is asked for.</summary>
internal sealed class StatsCommand
{
    private const int MostByDefault = 20;
    private const int MostInOverview = 10;

    private readonly CommandContext _context;
    private readonly ILogSource _source;
    private readonly ReadingOptions _reading = new();
    private readonly WholeNumberOption _concurrency = WholeNumberOption.Concurrency();
    private readonly OutputOptions _output = new(OutputFormat.Table, OutputFormat.Table, OutputFormat.Json, OutputFormat.Jsonl, OutputFormat.Csv);
    private readonly CountOption _count = new(MostByDefault, "How many groups at most, of hours the newest; unless given 20 in a table (10 each without --by, all hours) and all in other formats.");
    private readonly Option<string> _by = new("--by") { Description = $"Groups by {Allowed}; without it, an overview.", HelpName = "GROUP" };

    private StatsCommand(CommandContext context, ILogSource source)
    {
        (_context, _source) = (context, source);
        _by.CompletionSources.Add([.. Enum.GetValues<Dimension>().Select(StatisticsRow.Name)]);
    }

    private static string Allowed => "endpoint, ip, status, hour or action";

    public static Command Create(CommandContext context, ILogSource source)
    {
        var stats = new StatsCommand(context, source);
        var command = new Command("stats", "Requests, failures and failure rates of the last 24 hours, or of another range. Entries that do not say how they ended count in no rate.");
        command.Add([stats._by, stats._count.Option, stats._concurrency.Option, .. stats._reading.All, stats._output.FormatOnly]);
        command.SetAction(stats.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        var (format, by) = (_output.Format(typed), By(typed));
        var most = _count.Read(typed);
        var request = _reading.Read(typed, _context.Time);
        var range = SummedRange.Of(request, TimeSpan.FromDays(1), _context.Time);
        request = range.In(request, _concurrency.Read(typed));
        var terminal = _context.Terminal(typed);
        await using var log = await _context.OpenAsync(_source, typed, terminal, cancellationToken);
        var reader = new EntryReader(log.Client(request), request);
        ConcurrencyLimits.Note(terminal, request.Query, log.Settings(request.Account), log.Vendors(request));
        var statistics = new EntryStatistics(range.From, range.To, request.Zone);
        await _context.ShowProgressAsync(terminal, progress => statistics.AddAsync(reader.ReadAsync(most: null, progress, cancellationToken)));

        terminal.Note($"Range: {range.Text(request.Zone)}.");
        var (isCountGiven, notes) = (typed.GetValue(_count.Option) is not null, new List<string>());
        if (format == OutputFormat.Table)
        {
            WriteTables(terminal, new StatisticsTables(terminal, range, request.Zone), statistics, by, isCountGiven ? most : null, notes);
        }
        else
        {
            Dimension[] all = by is { } one ? [one] : Enum.GetValues<Dimension>();
            var groups = all.SelectMany(d => Few(d, StatisticsRow.Of(statistics, d), isCountGiven ? most : null, notes));
            WriteRows(terminal, format, by is null ? groups.Prepend(StatisticsRow.Total(statistics)) : groups);
        }

        // Behind the table, where one looks last.
        notes.ForEach(terminal.Note);
        if (statistics.Total.Requests == 0)
        {
            terminal.Note("No entries.");
        }
        else if (request.Query.Outcome is { } outcome)
        {
            terminal.Note($"Only entries with the outcome {outcome.ToString().ToLowerInvariant()} are counted, as asked: rates say nothing.");
        }

        return reader.Finish(terminal);
    }

    private Dimension? By(ParseResult typed) => typed.GetValue(_by) is not { } text ? null
        : Enum.GetValues<Dimension>().Where(d => StatisticsRow.Name(d).Equals(text, StringComparison.OrdinalIgnoreCase)).Cast<Dimension?>().FirstOrDefault()
        ?? throw UsageException.Of(_by.Name, text, Allowed);

    private static void WriteTables(ToolTerminal terminal, StatisticsTables tables, EntryStatistics statistics, Dimension? by, long? most, List<string> notes)
    {
        if (by is { } one)
        {
            tables.WriteGroups(one, Few(one, StatisticsRow.Of(statistics, one), most ?? (one == Dimension.Hour ? null : MostByDefault), notes));
            return;
        }

        tables.WriteTotals(statistics);
        foreach (var dimension in (Dimension[])[Dimension.Endpoint, Dimension.Ip])
        {
            tables.WriteSeparator();
            tables.WriteGroups(dimension, Few(dimension, StatisticsRow.Of(statistics, dimension), most ?? MostInOverview, notes));
        }
    }

    private static void WriteRows(ToolTerminal terminal, OutputFormat format, IEnumerable<StatisticsRow> rows)
    {
        // Made whole first: a closed pipe is met once, and outside of any writer's own ending.
        using var made = new MemoryStream();
        if (format == OutputFormat.Csv)
        {
            StatisticsCsv.Write(made, rows, terminal.IsOutputTerminal);
        }
        else
        {
            StatisticsJson.Write(made, rows, asArray: format == OutputFormat.Json, terminal.IsOutputTerminal);
        }

        terminal.Output.Write(made.GetBuffer().AsSpan(0, (int)made.Length));
    }

    // Of hours the newest, which come last; what stands for all others stays.
    private static List<StatisticsRow> Few(Dimension by, IEnumerable<StatisticsRow> rows, long? most, List<string> notes)
    {
        var all = rows.ToList();
        var groups = all.Count(r => !r.IsRest);
        if (most is not { } few || groups <= few)
        {
            return all;
        }

        notes.Add($"{groups - few} more by {StatisticsRow.Name(by)}: -n {groups} shows all.");
        return by == Dimension.Hour
            ? [.. all.Where(r => r.IsRest), .. all.Where(r => !r.IsRest).Skip((int)(groups - few))]
            : [.. all.Where(r => !r.IsRest).Take((int)few), .. all.Where(r => r.IsRest)];
    }
}
