using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Following;

/// <summary>What one vendor had written before it is followed. A vendor that does not answer has no context; it is followed nevertheless.</summary>
internal sealed class VendorContext(IActivityLogClient client, ActivityLogVendor vendor, ReadingRequest request, ToolTerminal terminal)
{
    /// <summary>How long rare entries are looked for: whoever follows waits for what comes, not for what was.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<ActivityLogEntry> _entries = [];
    private readonly List<string> _seen = [];

    public ActivityLogVendor Vendor => vendor;

    /// <summary>When the newest row happened, whether it was asked for or not; null where there is none.</summary>
    public DateTimeOffset? Newest { get; private set; }

    public bool IsOut { get; private set; }

    /// <summary>The newest entries, newest first.</summary>
    public IReadOnlyList<ActivityLogEntry> Entries => _entries;

    /// <summary>The ids of all entries since following begins, shown or not: they are not new.</summary>
    public IReadOnlyList<string> SeenSinceStart => _seen;

    public Task AskForNewestAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var one = new ActivityLogQuery { MaxEntries = 1, PageSize = ActivityLogQuery.MinPageSize, PrefetchPages = 0 };
        await foreach (var entry in client.ReadEntriesAsync(one, cancellationToken))
        {
            Newest = entry.OccurredAt;
        }
    });

    public Task ReadAsync(DateTimeOffset start, long most, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var query = request.Query with { PrefetchPages = 0 };
        await foreach (var entry in client.ReadEntriesAsync(query with { From = start }, cancellationToken))
        {
            _seen.Add(entry.Id);
            Take(entry, most);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await ReadOlderAsync(query with { To = start }, most, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            terminal.Note($"{vendor}: no more than {_entries.Count} earlier entries were found in time; activitylogs list finds them all.");
        }
    });

    private async Task ReadOlderAsync(ActivityLogQuery query, long most, CancellationToken cancellationToken)
    {
        if (_entries.Count == most)
        {
            return;
        }

        await foreach (var entry in client.ReadEntriesAsync(query, cancellationToken))
        {
            Take(entry, most);
            if (_entries.Count == most)
            {
                break;
            }
        }
    }

    private void Take(ActivityLogEntry entry, long most)
    {
        if (_entries.Count < most && request.Filter.Matches(entry))
        {
            _entries.Add(entry);
        }
    }

    private async Task TryAsync(Func<Task> ask)
    {
        if (IsOut)
        {
            return;
        }

        try
        {
            await ask();
        }
        catch (ActivityLogException e) when (e.Kind is ActivityLogErrorKind.Throttled or ActivityLogErrorKind.Unavailable or ActivityLogErrorKind.Protocol)
        {
            // Following will tell why. What was not shown is not seen: it comes once the vendor answers.
            IsOut = true;
            _entries.Clear();
            _seen.Clear();
            terminal.Note($"{vendor} {(e.Kind is ActivityLogErrorKind.Protocol ? "answers something unexpected" : "does not answer")}: its earlier entries are not shown.");
        }
    }
}
