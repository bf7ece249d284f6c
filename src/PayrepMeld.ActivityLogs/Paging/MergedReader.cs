using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Merges vendors, newest first; at a tie the vendor that comes first in the list does.</summary>
internal static class MergedReader
{
    /// <summary>Reads until all are done, or <paramref name="left"/> entries were delivered. Each page holds up to <paramref name="pageSize"/> entries, or none.</summary>
    public static async IAsyncEnumerable<MergedPage> ReadAsync(
        IReadOnlyList<VendorReader> readers, IReadOnlyList<VendorPosition> start, int pageSize, long left, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One vendor's failure must not wait for the other's retries.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lanes = readers.Select((reader, i) => new Lane(reader.ReadAsync(start[i], left, stop.Token), start[i])).ToArray();
        try
        {
            while (true)
            {
                // Only as much is merged as can be without another request: what is there is delivered first.
                var page = new MergedPage();
                await LoadAsync(lanes, page, stop, cancellationToken).ConfigureAwait(false);
                while (page.Entries.Count < Math.Min(pageSize, left) && !Array.Exists(lanes, lane => lane.NeedsLoading) && Newest(lanes) is { } lane)
                {
                    page.Entries.Add(lane.Take());
                }

                page.Positions = Array.ConvertAll(lanes, lane => lane.Position);
                yield return page;
                left -= page.Entries.Count;
                if (left == 0 || Array.TrueForAll(page.Positions, position => position.IsDone))
                {
                    yield break;
                }
            }
        }
        finally
        {
            foreach (var lane in lanes)
            {
                await lane.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks every vendor that has no entry to show, and is not done, for its next page: both at once where both are needed.</summary>
    private static async Task LoadAsync(Lane[] lanes, MergedPage page, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var loading = Array.FindAll(lanes, lane => lane.NeedsLoading);
        if (loading.Length == 0)
        {
            return;
        }

        var tasks = Array.ConvertAll(loading, lane => StopOnFailureAsync(lane.LoadAsync(page), stop));
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();

        // What failed by itself is the error, not what was stopped because of it.
        var failed = Array.Find(tasks, task => task.IsFaulted) ?? Array.Find(tasks, task => task.IsCanceled) ?? Task.CompletedTask;
        await failed.ConfigureAwait(false);
    }

    private static async Task StopOnFailureAsync(Task load, CancellationTokenSource stop)
    {
        try
        {
            await load.ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Lane? Newest(Lane[] lanes)
    {
        Lane? newest = null;
        foreach (var lane in lanes)
        {
            if (lane.Head is { } head && (newest is null || head.UtcTicks > newest.Head!.UtcTicks))
            {
                newest = lane;
            }
        }

        return newest;
    }

    private sealed class Lane(IAsyncEnumerable<VendorPage> pages, VendorPosition start) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<VendorPage> _pages = pages.GetAsyncEnumerator();
        private VendorPage? _page;
        private int _taken;

        public ActivityLogEntry? Head => _page is { } page && _taken < page.Entries.Count ? page.Entries[_taken] : null;

        public VendorPosition Position => _page?.After(_taken) ?? start;

        public bool NeedsLoading => Head is null && !Position.IsDone;

        public ActivityLogEntry Take() => _page!.Entries[_taken++];

        public async Task LoadAsync(MergedPage into)
        {
            if (await _pages.MoveNextAsync().ConfigureAwait(false))
            {
                _page = _pages.Current;
                _taken = 0;
                lock (into)
                {
                    into.UnreadableRows.AddRange(_page.UnreadableRows);
                    into.UnknownOutcomes += _page.UnknownOutcomes;
                }
            }
        }

        public ValueTask DisposeAsync() => _pages.DisposeAsync();
    }
}

/// <summary>One step of a merged read.</summary>
internal sealed class MergedPage
{
    public List<ActivityLogEntry> Entries { get; } = [];

    public List<UnreadableRow> UnreadableRows { get; } = [];

    public int UnknownOutcomes { get; set; }

    /// <summary>Where each vendor stands after these entries.</summary>
    public VendorPosition[] Positions { get; set; } = [];
}
