using System.Collections;
using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;

/// <summary>A client that breaks off: before a page, in the middle of one, or after its last entry.</summary>
internal sealed class InterruptedClient(IActivityLogClient inner, int page, int entry) : IActivityLogClient
{
    public IAsyncEnumerable<ActivityLogEntry> ReadEntriesAsync(ActivityLogQuery? query = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ActivityLogEntry> FollowAsync(ActivityLogQuery? query = null, FollowOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(
        ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var number = 0;
        await foreach (var read in inner.ReadPagesAsync(query, resumeFrom, cancellationToken))
        {
            yield return number++ == page ? new ActivityLogPage(new Broken(read.Entries, entry), read.Next) : read;
        }
    }

    private sealed class Broken(IReadOnlyList<ActivityLogEntry> entries, int at) : IReadOnlyList<ActivityLogEntry>
    {
        public int Count => throw new Interruption();

        public ActivityLogEntry this[int index] => throw new Interruption();

        public IEnumerator<ActivityLogEntry> GetEnumerator()
        {
            foreach (var entry in entries.Take(at))
            {
                yield return entry;
            }

            throw new Interruption();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    internal sealed class Interruption() : Exception("Broken off.");
}
