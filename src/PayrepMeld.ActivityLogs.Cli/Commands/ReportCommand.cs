using System.CommandLine;
using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Reading;
using PayrepMeld.ActivityLogs.Cli.Reporting;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>report</c>: one HTML file that sums up a range.</summary>
internal sealed class ReportCommand
{
    private const int Most = 1000;
    private const string DefaultFile = "activity-report.html";

    private readonly CommandContext _context;
    private readonly ILogSource _source;
    private readonly ReadingOptions _reading = new();
    private readonly WholeNumberOption _concurrency = WholeNumberOption.Concurrency();
    private readonly CountOption _count = new(ReportPage.MostRows, "How many rows a table shows at most, 1 to 1000; 12 unless given.");
    private readonly Argument<string> _file = new("FILE") { Description = $"The file to write; {DefaultFile} unless given.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file if there is one." };

    private ReportCommand(CommandContext context, ILogSource source) => (_context, _source) = (context, source);

    public static Command Create(CommandContext context, ILogSource source)
    {
        var report = new ReportCommand(context, source);
        var command = new Command("report", "One HTML file that sums up the last 7 days, or another range: for whoever does not use a terminal.");
        command.Arguments.Add(report._file);
        command.Add([report._count.Option, report._force, report._concurrency.Option, .. report._reading.All]);
        command.SetAction(report.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        var (path, mayReplace) = (typed.GetValue(_file) ?? DefaultFile, typed.GetValue(_force));
        if (string.IsNullOrWhiteSpace(path))
        {
            throw UsageException.Of("FILE", path, "the name of a file");
        }

        var most = _count.Read(typed) is { } few and <= Most ? (int)few : throw UsageException.Of(_count.Option.Name, typed.GetValue(_count.Option)!, "a whole number from 1 to 1000");

        var request = _reading.Read(typed, _context.Time);
        var range = SummedRange.Of(request, TimeSpan.FromDays(7), _context.Time);
        request = range.In(request, _concurrency.Read(typed));

        // Said before anything is read, not after.
        ReportFile.MustBePossible(path, mayReplace);
        var terminal = _context.Terminal(typed);
        await using var log = await _context.OpenAsync(_source, typed, terminal, cancellationToken);
        var reader = new EntryReader(log.Client(request), request);
        ConcurrencyLimits.Note(terminal, request.Query, log.Settings(request.Account), log.Vendors(request));
        var statistics = new EntryStatistics(range.From, range.To, request.Zone);
        await _context.ShowProgressAsync(terminal, progress => statistics.AddAsync(reader.ReadAsync(most: null, progress, cancellationToken)));

        ReportFile.Write(path, ReportPage.Of(Report(typed, request, range, log, reader, statistics) with { MostRows = most }), mayReplace);
        terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{path}: {statistics.Total.Requests:N0} requests, {statistics.Total.Failures:N0} failures, {range.Text(request.Zone)}."));
        return reader.Finish(terminal);
    }

    private Report Report(ParseResult typed, ReadingRequest request, SummedRange range, OpenLog log, EntryReader reader, EntryStatistics statistics) => new()
    {
        Statistics = statistics,
        Range = range,
        Zone = request.Zone,
        Commands = new ListCommandLine(typed, _reading, _context.Global.Config(typed), range),
        Vendors = log.Vendors(request),
        Account = request.Account,
        MadeAt = _context.Time.GetUtcNow(),
        Unreadable = reader.Unreadable,
        LeftOutAsUnknown = reader.LeftOutAsUnknown,
        IsSimulated = _source is not ConfiguredVendors,
    };
}
