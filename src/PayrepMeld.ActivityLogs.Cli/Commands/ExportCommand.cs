using System.CommandLine;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Cli.Files;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Reading;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Commands;

/// <summary><c>export</c>: everything in range to a file.</summary>
internal sealed class ExportCommand
{
    private readonly CommandContext _context;
    private readonly ILogSource _source;
    private readonly Argument<string> _file = new("FILE") { Description = "The file to write. While it grows it is called FILE.partial, with its state in FILE.partial.state." };
    private readonly ReadingOptions _reading = new();
    private readonly OutputOptions _output = new(
        OutputFormat.Jsonl, "by FILE's ending (.json, .csv, else jsonl)", OutputFormat.Jsonl, OutputFormat.Json, OutputFormat.Csv, OutputFormat.Ecs);

    private readonly WholeNumberOption _concurrency = WholeNumberOption.Concurrency(", which needs --since");
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with an export of the same options that was interrupted; begin if there is none." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace FILE if it is there and, without --resume, an interrupted export of it." };

    private ExportCommand(CommandContext context, ILogSource source) => (_context, _source) = (context, source);

    public static Command Create(CommandContext context, ILogSource source)
    {
        var export = new ExportCommand(context, source);
        var command = new Command("export", "Everything in range to a file, newest first, both vendors merged.");
        command.Arguments.Add(export._file);
        command.Add([export._resume, export._force, export._concurrency.Option, .. export._reading.All, .. export._output.All]);
        command.SetAction(export.RunAsync);
        return command;
    }

    // As it was typed: what a link leads to may be called otherwise.
    private static OutputFormat ByEnding(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JSON" => OutputFormat.Json,
        ".CSV" => OutputFormat.Csv,
        _ => OutputFormat.Jsonl,
    };

    // A request costs more than its rows; what is read side by side is held, so there pages are smaller.
    private static int PageSize(int concurrency) => Math.Max(Exporter.UsualPageSize, ActivityLogQuery.MaxPageSize / concurrency);

    private async Task<int> RunAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        var path = FilePath(typed);
        var (format, fields) = (_output.Given(typed) ?? ByEnding(typed.GetValue(_file)!), _output.Fields(typed));
        var request = _reading.Read(typed, _context.Time);
        var concurrency = _concurrency.Read(typed);
        request = request with { Query = request.Query with { IncludeRaw = EntryWriters.NeedsRaw(format, fields), MaxConcurrency = concurrency, PageSize = PageSize(concurrency) } };
        var terminal = _context.Terminal(typed);
        await using var log = await _context.OpenAsync(_source, typed, terminal, cancellationToken);
        var client = log.Client(request);
        var settings = log.Settings(request.Account);
        var vendors = log.Vendors(request);
        var terms = ExportTerms.Of(typed, _reading.All, format, fields, SourceIdentity.Of(settings, vendors));
        var resume = typed.GetValue(_resume);
        if (resume && ExportFile.Finished(path, terms) is { } finished)
        {
            return ExportReport.Whole(terminal, finished, path, request.Zone);
        }

        var begin = new ExportState { Terms = terms, From = request.Query.From, To = request.Query.To };
        using var file = ExportFile.Open(path, begin, resume, typed.GetValue(_force), terminal.Note);
        if (!file.State.IsFinished)
        {
            ConcurrencyLimits.Note(terminal, request.Query, settings, vendors);
            var exporter = new Exporter(client, request, file, EntryWriters.Of(format, fields, terminal: null, request.Zone), _context.Time);
            await ExportAsync(exporter, file, terminal, cancellationToken);
        }

        file.Finish();
        return ExportReport.Whole(terminal, file.State, path, request.Zone);
    }

    private async Task ExportAsync(Exporter exporter, ExportFile file, ToolTerminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            await _context.ShowProgressAsync(terminal, progress => exporter.RunAsync(progress, cancellationToken));
        }
        catch (Exception e) when (e is OperationCanceledException or ActivityLogException or IOException)
        {
            if (file.Suspend())
            {
                var isPlaceRefused = e is ActivityLogException { Kind: ActivityLogErrorKind.Invalid } && !exporter.HasRead;
                terminal.Note($"{(cancellationToken.IsCancellationRequested ? "Interrupted" : "Broken off")} after {Amount.Of(file.State.Entries)}; {(isPlaceRefused
                    ? "the vendor may no longer know the place: --force without --resume begins anew."
                    : "--resume goes on.")}");
            }

            throw;
        }
    }

    private string FilePath(ParseResult typed)
    {
        var path = typed.GetValue(_file)!;
        if (path == "-")
        {
            throw UsageException.Of(_file.Name, path, "the name of a file (list --all writes to standard output)");
        }

        return TargetFile.Of(path, typed.GetValue(_force));
    }
}
