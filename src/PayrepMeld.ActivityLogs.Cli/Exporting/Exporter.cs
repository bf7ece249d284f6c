using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>Reads what was asked for into a file, from wherever the file stands.</summary>
internal sealed class Exporter(IActivityLogClient log, ReadingRequest request, ExportFile file, Func<Stream, IEntryWriter> writer, TimeProvider time)
{
    /// <summary>After its first page, which makes even a run that is soon killed worth something, a run saves no more often.</summary>
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(500);

    private readonly List<string> _unreadableBefore = [.. file.State.Unreadable.Last.Values.SelectMany(hashes => hashes)];

    /// <param name="progress">Is told of every page.</param>
    /// <param name="cancellationToken">Ends the export; it can go on later.</param>
    public async Task RunAsync(Action<ExportState, ActivityLogPage> progress, CancellationToken cancellationToken)
    {
        using var output = new EntryOutput(file.Content, Writer);
        var (state, next, isSaved, savedAt) = (file.State, default(ActivityLogCursor), true, default(long?));
        try
        {
            await foreach (var page in PagesAsync(state, cancellationToken))
            {
                isSaved = false;
                (state, next) = (Write(page, output, state), page.Next);
                progress(state, page);
                if (page.Next is not null && (savedAt is null || time.GetElapsedTime(savedAt.Value) >= SaveInterval))
                {
                    Save();
                }
            }
        }
        catch (Exception e) when (!isSaved && e is OperationCanceledException or ActivityLogException)
        {
            Save();
            throw;
        }

        output.Complete();
        file.Save(state with { IsFinished = true });

        void Save()
        {
            output.Flush();

            // Made only now: a merged cursor is costly as text.
            file.Save(state with { Cursor = next?.ToString() });
            (isSaved, savedAt) = (true, time.GetTimestamp());
        }
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

    private IAsyncEnumerable<ActivityLogPage> PagesAsync(ExportState state, CancellationToken cancellationToken)
    {
        var cursor = state.Cursor is null ? null : ActivityLogCursor.Parse(state.Cursor);
        try
        {
            return log.ReadPagesAsync(request.Query with { From = state.From, To = state.To }, cursor, cancellationToken);
        }
        catch (ArgumentException e) when (cursor is not null)
        {
            throw new IOException("The saved state does not fit this export any more: --force without --resume begins anew.", e);
        }
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
