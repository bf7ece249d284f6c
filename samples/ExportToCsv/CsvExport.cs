using CsvHelper;
using PayrepMeld.ActivityLogs.Samples;

namespace PayrepMeld.ActivityLogs.ExportToCsv;

/// <summary>
/// Writes a range of the log to a CSV file. Killed at any instant and started again, it ends with the same file as if it had never been
/// interrupted: after each page the rows reach the disk first, then how far they go, and whatever stands behind that is cut off at the next start.
/// </summary>
internal sealed class CsvExport(IActivityLogClient log, string sourceName, string path, TimeProvider timeProvider)
{
    private static readonly CsvWriterOptions Format = new()
    {
        HasHeader = false,

        // What a row says was written by others, and a spreadsheet must not take it for a formula: ' goes before = + - @, a tab and CR.
        Injection = CsvInjection.Escape,
    };

    private readonly string _partialPath = path + ".partial";
    private readonly string _statePath = path + ".state";

    /// <summary>How many rows are asked for at once, and saved at once.</summary>
    public int PageSize { get; init; } = ActivityLogQuery.MaxPageSize;

    /// <summary>How many rows a next start finds.</summary>
    public long RowsSaved { get; private set; }

    public async Task<ExportState> RunAsync(TimeSpan range, CancellationToken cancellationToken)
    {
        var state = StateFile.Load<ExportState>(_statePath);
        if (state is not null && state.Source != sourceName)
        {
            throw new ExitException(ExitCode.Usage, $"'{_statePath}' belongs to an export from other vendors or accounts. Delete it to begin anew.");
        }

        // A finished export whose file is gone was moved away after its program was killed: the state is of no use any more.
        if (state is not { Finished: true } || !(File.Exists(_partialPath) || File.Exists(path)))
        {
            var now = timeProvider.GetUtcNow();
            state = File.Exists(_partialPath) && state is not null ? state : new ExportState(sourceName, now - range, now);
            try
            {
                state = await WriteRestAsync(state, cancellationToken);
            }
            catch (ActivityLogException e) when (e.Kind == ActivityLogErrorKind.Invalid && RowsSaved > 0)
            {
                throw new ExitException(ExitCode.Usage, $"{Ending.Sentence(e)} It may no longer know the place in '{_statePath}': delete that file to begin anew.", e);
            }
        }

        if (File.Exists(_partialPath))
        {
            File.Move(_partialPath, path, overwrite: true);
        }

        File.Delete(_statePath);
        return state;
    }

    private async Task<ExportState> WriteRestAsync(ExportState state, CancellationToken cancellationToken)
    {
        await using var file = Open(state);
        await using var csv = CsvWriter.Create(file, Format, leaveOpen: true);
        if (state.Length == 0)
        {
            csv.WriteHeader<ExportRow>();
        }

        RowsSaved = state.Rows;
        await foreach (var page in ReadPagesAsync(state, cancellationToken))
        {
            await csv.WriteRecordsAsync(page.Entries.Select(ExportRow.Of), cancellationToken);
            await csv.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
            state = state with
            {
                Cursor = page.Next?.ToString(),
                Length = file.Length,
                Rows = state.Rows + page.Entries.Count,
                Unreadable = state.Unreadable + page.UnreadableRows.Count,
                Finished = page.Next is null,
            };
            StateFile.Save(_statePath, state);
            RowsSaved = state.Rows;
        }

        return state;
    }

    private FileStream Open(ExportState state)
    {
        var file = StateFile.Open(_partialPath, FileMode.OpenOrCreate);
        if (file.Length < state.Length)
        {
            file.Dispose();
            throw new ExitException(ExitCode.Storage, $"'{_partialPath}' is shorter than it was. Delete it to begin anew.");
        }

        file.SetLength(state.Length);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(ExportState state, CancellationToken cancellationToken)
    {
        var query = new ActivityLogQuery { From = state.From, To = state.To, PageSize = PageSize };
        try
        {
            return log.ReadPagesAsync(query, state.Cursor is null ? null : ActivityLogCursor.Parse(state.Cursor), cancellationToken);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new ExitException(ExitCode.Storage, $"'{_statePath}' does not fit this program any more. Delete it to begin anew.", e);
        }
    }
}
