using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>Reads what was asked for into a file, from wherever the file stands.</summary>
internal sealed class Exporter(IActivityLogClient log, ReadingRequest request, ExportFile file, Func<Stream, IEntryWriter> writer, TimeProvider time)
{
    /// <summary>What both vendors document.</summary>
    public const int UsualPageSize = 100;

    /// <summary>After its first page, which makes even a run that is soon killed worth something, a run saves no more often.</summary>
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(500);

    private readonly List<string> _unreadableBefore = [.. file.State.Unreadable.Last];
    private ExportState _state = file.State;
    private ActivityLogPage? _last;
    private bool _isSaved = true;
    private long? _savedAt;

    /// <summary>Whether a page came in this run.</summary>
    public bool HasRead => _last is not null;

    /// <param name="progress">Is told after every page how many entries the file has, and the part that is done.</param>
    /// <param name="cancellationToken">Ends the export; it can go on later.</param>
    public async Task RunAsync(Action<long, double?> progress, CancellationToken cancellationToken)
    {
        using var output = new EntryOutput(file.Content, Writer);
        try
        {
            try
            {
                await ReadAsync(request.Query, output, progress, cancellationToken);
            }
            catch (ActivityLogException e) when (e.Kind == ActivityLogErrorKind.Invalid && !HasRead && request.Query.PageSize > UsualPageSize)
            {
                // Payrep does not say how many rows it serves at once.
                await ReadAsync(request.Query with { PageSize = UsualPageSize }, output, progress, cancellationToken);
            }
        }
        catch (ActivityLogException) when (!_isSaved)
        {
            // Whoever presses Ctrl-C does not wait for the disk instead: what was read since the last time, half a second ago at most, is read again.
            Save(output);
            throw;
        }

        output.Complete();
        file.Save(_state with { Cursor = null, IsFinished = true });
    }

    private async Task ReadAsync(ActivityLogQuery query, EntryOutput output, Action<long, double?> progress, CancellationToken cancellationToken)
    {
        await foreach (var page in Pages(query with { From = _state.From, To = _state.To }, cancellationToken))
        {
            _isSaved = false;
            _state = Write(page, output, _state);
            _last = page;
            progress(_state.Entries, ExportProgress.Fraction(_state, page));
            if (page.Next is not null && (_savedAt is null || time.GetElapsedTime(_savedAt.Value) >= SaveInterval))
            {
                Save(output);
            }
        }
    }

    private IAsyncEnumerable<ActivityLogPage> Pages(ActivityLogQuery query, CancellationToken cancellationToken)
    {
        var cursor = _state.Cursor is null ? null : ActivityLogCursor.Parse(_state.Cursor);
        try
        {
            return log.ReadPagesAsync(query, cursor, cancellationToken);
        }
        catch (ArgumentException e) when (cursor is not null)
        {
            throw new IOException("The saved state does not fit this export any more: --force without --resume begins anew.", e);
        }
    }

    private void Save(EntryOutput output)
    {
        output.Flush();

        // A cursor becomes text only now: that is not free, and most are not needed.
        _state = _state with { Cursor = _last?.Next?.ToString() };
        file.Save(_state);
        (_isSaved, _savedAt) = (true, time.GetTimestamp());
    }

    private IEntryWriter Writer(Stream output)
    {
        var entries = writer(output);
        if (file.State.Length > 0)
        {
            entries.Continue();
        }

        return entries;
    }

    private ExportState Write(ActivityLogPage page, EntryOutput output, ExportState state)
    {
        var (count, first, last) = (0, default(ActivityLogEntry), default(ActivityLogEntry));
        foreach (var entry in page.Entries)
        {
            if (request.Filter.Matches(entry))
            {
                output.Write(entry);
                (count, first, last) = (count + 1, first ?? entry, entry);
            }
        }

        return state with
        {
            Entries = state.Entries + count,
            Newest = state.Newest ?? first?.OccurredAt,
            Oldest = last?.OccurredAt ?? state.Oldest,
            Rows = state.Rows ?? page.Remaining + page.Entries.Count,
            Unreadable = state.Unreadable.And(page.UnreadableRows, _unreadableBefore),
            HasUnknownOutcomes = state.HasUnknownOutcomes || page.UnknownOutcomes > 0,
        };
    }
}
