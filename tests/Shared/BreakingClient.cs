using System.Collections;
using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Tests.Shared;

/// <summary>A client that breaks off after some entries of a page, in a way that nobody handles: what is on the disk then is what a killed run leaves.</summary>
internal sealed class BreakingClient(IActivityLogClient inner, int page, int entry) : IActivityLogClient
{
    public IAsyncEnumerable<ActivityLogEntry> ReadEntriesAsync(ActivityLogQuery? query = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ActivityLogEntry> FollowAsync(ActivityLogQuery? query = null, FollowOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(
        ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var number = 0;
        await foreach (var read in inner.ReadPagesAsync(query, resumeFrom, cancellationToken))
        {
            yield return number++ == page ? new ActivityLogPage(new Breaking(read.Entries, entry), read.Next) { UnreadableRows = read.UnreadableRows } : read;
        }
    }

    private sealed class Breaking(IReadOnlyList<ActivityLogEntry> entries, int at) : IReadOnlyList<ActivityLogEntry>
    {
        public int Count => entries.Count;

        public ActivityLogEntry this[int index] => entries[index];

        public IEnumerator<ActivityLogEntry> GetEnumerator()
        {
            foreach (var entry in entries.Take(at))
            {
                yield return entry;
            }

            throw new BrokenOff();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    internal sealed class BrokenOff() : Exception("Broken off.");
}
