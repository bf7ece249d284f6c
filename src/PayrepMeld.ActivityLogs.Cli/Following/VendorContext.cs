using System.Security.Cryptography;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Following;

/// <summary>What one vendor had written before it is followed. A vendor that does not answer has no context; it is followed nevertheless.</summary>
internal sealed class VendorContext(IActivityLogClient client, ActivityLogVendor vendor, ReadingRequest request, TailStart start, ToolTerminal terminal, TimeProvider time)
{
    /// <summary>How long rare entries are looked for: whoever follows waits for what comes, not for what was.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer is waited for, retries and all: the other vendor has entries to show.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    private readonly List<ActivityLogEntry> _entries = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    // By a hash of their bytes: the second read may show again what the first one did.
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    public ActivityLogVendor Vendor => vendor;

    /// <summary>When the newest row happened, whether it was asked for or not; null where there is none.</summary>
    public DateTimeOffset? Newest { get; private set; }

    public bool IsOut { get; private set; }

    /// <summary>The newest entries, newest first.</summary>
    public IReadOnlyList<ActivityLogEntry> Entries => _entries;

    /// <summary>How many rows could not be read among those that following will meet again.</summary>
    public int UnreadableAgain { get; private set; }

    /// <summary>Passes over an entry that is followed but was there before: shown, or not wanted. It does so once.</summary>
    public bool TryPass(ActivityLogEntry entry) => entry.Vendor == vendor && (IsOut ? entry.OccurredAt < start.AfterOutage : _seen.Remove(entry.Id));

    public Task AskForNewestAsync(CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            using var patience = new CancellationTokenSource(AnswerPatience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            var one = new ActivityLogQuery { MaxEntries = 1, PageSize = ActivityLogQuery.MinPageSize, PrefetchPages = 0 };
            await foreach (var entry in client.ReadEntriesAsync(one, either.Token))
            {
                Newest = entry.OccurredAt;
            }
        },
        cancellationToken);

    /// <param name="from">Where following will begin.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task ReadAsync(DateTimeOffset from, CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            var query = request.Query with { PrefetchPages = 0 };
            using var patience = new CancellationTokenSource(AnswerPatience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await foreach (var page in client.ReadPagesAsync(query with { From = from }, resumeFrom: null, either.Token))
            {
                patience.CancelAfter(AnswerPatience);
                Count(page.UnreadableRows);
                foreach (var entry in page.Entries.Where(entry => !CameMeanwhile(entry)))
                {
                    _seen.Add(entry.Id);
                    Take(entry);
                }
            }

            UnreadableAgain = _unreadable.Count;
            await ReadOlderAsync(query with { To = from }, cancellationToken);
            for (var i = 0; i < _unreadable.Count && start.Before > 0; i++)
            {
                VendorWatch.TellUnreadable(terminal, vendor.ToString());
            }
        },
        cancellationToken);

    /// <summary>Since the command began: the vendor may have answered only after some retries. Following delivers it.</summary>
    private bool CameMeanwhile(ActivityLogEntry entry) => !(entry.OccurredAt <= Newest) || (entry.OccurredAt >= start.At && entry.OccurredAt <= time.GetUtcNow());

    private async Task ReadOlderAsync(ActivityLogQuery query, CancellationToken cancellationToken)
    {
        if (_entries.Count == start.Before)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await foreach (var page in client.ReadPagesAsync(query, resumeFrom: null, either.Token))
            {
                Count(page.UnreadableRows);
                foreach (var entry in page.Entries)
                {
                    Take(entry);
                }

                if (_entries.Count == start.Before)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            terminal.Note($"{vendor}: no more than {_entries.Count} earlier entries were found in time; activitylogs list finds them all.");
        }
    }

    private void Count(IEnumerable<UnreadableRow> rows) => _unreadable.UnionWith(rows.Select(row => Convert.ToHexString(SHA256.HashData(row.Raw.Span))));

    private void Take(ActivityLogEntry entry)
    {
        if (_entries.Count < start.Before && request.Filter.Matches(entry))
        {
            _entries.Add(entry);
        }
    }

    private async Task TryAsync(Func<Task> ask, CancellationToken cancellationToken)
    {
        if (IsOut)
        {
            return;
        }

        try
        {
            await ask();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            GoOut("does not answer");
        }
        catch (ActivityLogException e) when (e.Kind is ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable or ActivityLogErrorKind.Protocol)
        {
            GoOut(e.Kind is ActivityLogErrorKind.Protocol ? "answers something unexpected" : "does not answer");
        }
    }

    /// <summary>Following will tell why. What was not shown is not seen: it comes once the vendor answers.</summary>
    private void GoOut(string how)
    {
        IsOut = true;
        UnreadableAgain = 0;
        _unreadable.Clear();
        _entries.Clear();
        _seen.Clear();
        terminal.Note($"{vendor} {how}: {start.AfterOutageInWords}.");
    }
}
