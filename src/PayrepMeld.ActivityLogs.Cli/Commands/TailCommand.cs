using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Following;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>tail</c>: new entries as they appear.</summary>
internal sealed class TailCommand
{
    private const int Context = 10;

    private static readonly FollowOptions Defaults = new();

    private readonly CommandContext _context;
    private readonly ILogSource _source;
    private readonly ReadingOptions _reading = new(hasEnd: false);
    private readonly OutputOptions _output = new(OutputFormat.Table, Enum.GetValues<OutputFormat>());
    private readonly CountOption _count = new(Context, "How many entries of before to begin with; 10 unless given, 0 for none.", least: 0);

    private readonly DurationOption _interval = new(
        "--interval", "How long to wait between two polls", Defaults.PollInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));

    private TailCommand(CommandContext context, ILogSource source) => (_context, _source) = (context, source);

    public static Command Create(CommandContext context, ILogSource source)
    {
        var tail = new TailCommand(context, source);
        var command = new Command("tail", "New entries as they appear, oldest first, until Ctrl-C. An outage is survived, and told.");
        command.Add([tail._count.Option, tail._interval.Option, .. tail._reading.All, .. tail._output.All]);
        command.SetAction(tail.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        var request = _reading.Read(typed, _context.Time);
        var before = request.Query.From is null ? _count.Read(typed)!.Value : _count.MustBeAbsent(typed, _reading.Since) ?? 0;
        var (format, fields) = (_output.Format(typed), _output.Fields(typed));
        var options = Defaults with { PollInterval = _interval.Read(typed) };
        request = request with { Query = request.Query with { IncludeRaw = EntryWriters.NeedsRaw(format, fields) } };

        var terminal = _context.Terminal(typed);
        await using var log = await _context.OpenAsync(_source, typed, terminal, cancellationToken);
        if (request.Query.Outcome is ActivityLogOutcome.Success or ActivityLogOutcome.Failure && request.Vendor is not ActivityLogVendor.Payrep && log.Vendors(request.Account).Contains(ActivityLogVendor.Meld))
        {
            terminal.Note("Entries of Meld's that do not say how they ended are left out: --outcome unknown shows them.");
        }

        var tail = new LogTail(log, request, options, terminal, _context.Time);
        using var output = new EntryOutput(terminal.Output, EntryWriters.Of(format, fields, terminal, request.Zone));
        await output.WriteAllAsync(tail.RunAsync(before, cancellationToken), cancellationToken);
        return ExitCode.Done;
    }
}
