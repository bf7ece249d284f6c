using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Reading;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>list</c>: the newest entries.</summary>
internal sealed class ListCommand
{
    private const int Most = 50;

    private static readonly TimeSpan PatienceOfPeople = TimeSpan.FromSeconds(3);

    private readonly CommandContext _context;
    private readonly ILogSource _source;
    private readonly ReadingOptions _reading = new();
    private readonly OutputOptions _output = new(OutputFormat.Table, Enum.GetValues<OutputFormat>());
    private readonly CountOption _count = new(Most, "How many entries at most; 50 unless given.");
    private readonly Option<bool> _all = new("--all") { Description = "Everything in range, however many." };

    private ListCommand(CommandContext context, ILogSource source) => (_context, _source) = (context, source);

    public static Command Create(CommandContext context, ILogSource source)
    {
        var list = new ListCommand(context, source);
        var command = new Command("list", "The newest entries, newest first, both vendors merged.");
        command.Add([list._count.Option, list._all, .. list._reading.All, .. list._output.All]);
        command.SetAction(list.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        var most = typed.GetValue(_all) ? _count.MustBeAbsent(typed, _all) : _count.Read(typed);
        var (format, fields) = (_output.Format(typed), _output.Fields(typed));
        var request = _reading.Read(typed, _context.Time);
        request = request with { Query = Sized(request, most) with { IncludeRaw = EntryWriters.NeedsRaw(format, fields) } };
        var terminal = _context.Terminal(typed);
        await using var log = await _context.OpenAsync(_source, typed, terminal, cancellationToken);
        var reader = new EntryReader(log.Client(request), request);
        using var output = new EntryOutput(terminal.Output, EntryWriters.Of(format, fields, terminal, request.Zone));
        await output.WriteAllAsync(reader.ReadAsync(most, request.Query.From is null ? Patience(terminal) : null, cancellationToken), cancellationToken);
        if (reader.Count == 0 && format == OutputFormat.Table)
        {
            terminal.Note("No entries." + Hint(request));
        }

        return reader.Finish(terminal);
    }

    private static string Hint(ReadingRequest request) => request.Filter.Endpoint is { IsWhole: true } ? " --endpoint is the whole endpoint or path; with * ('*transfer*') it may be a part."
        : request.Filter.Message is not null ? " --message is the whole message, with its case; numbers and ids in it aside."
        : request.Query.HttpMethod?.Contains(',', StringComparison.Ordinal) is true ? " --method takes one method."
        : request.Query.Search is null ? ""
        : " Payrep searches by rules of its own: --endpoint or --status-code may find what --search does not.";

    /// <summary>Without a beginning, what is rare is looked for in all of the log: whoever waits for it is told so, once.</summary>
    private Action<long, double?> Patience(ToolTerminal terminal)
    {
        var (found, since, isTold) = (0L, _context.Time.GetTimestamp(), false);
        return (entries, _) =>
        {
            if (entries != found)
            {
                (found, since) = (entries, _context.Time.GetTimestamp());
            }
            else if (!isTold && _context.Time.GetElapsedTime(since) > PatienceOfPeople)
            {
                isTold = true;
                terminal.Note("The whole log is searched, page by page: --since makes that shorter.");
            }
        };
    }

    // No more than is shown is transferred, unless what is shown must first be found among the rest: then small pages would be many.
    private static ActivityLogQuery Sized(ReadingRequest request, long? most)
    {
        var query = request.Query;
        if (most is not { } few || !request.Filter.IsEmpty)
        {
            return query;
        }

        var isFiltered = Enum.GetValues<ActivityLogVendor>().Any(vendor => query.GetClientSideFilters(vendor).Count > 0);
        return few > query.PageSize || isFiltered
            ? query with { MaxEntries = few }
            : query with { MaxEntries = few, PageSize = (int)few, PrefetchPages = 0 };
    }
}
