using System.Runtime.CompilerServices;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Following;

/// <summary>
/// What was there before, and then what appears. Following begins early enough to see again what was there, so that nothing is lost between the two,
/// and what was seen is passed over, so that nothing comes twice.
/// </summary>
internal sealed class LogTail(OpenLog log, ReadingRequest request, FollowOptions options, ToolTerminal terminal, TimeProvider time)
{
    /// <summary>Rows older than any that can be: what an empty log will show is new.</summary>
    private static readonly DateTimeOffset Beginning = DateTimeOffset.UnixEpoch;

    /// <param name="before">How many entries of before to begin with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ActivityLogEntry> RunAsync(long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (client, query) = (log.Client(request), request.Query);
        List<VendorContext> contexts = [];
        if (query.From is null)
        {
            var start = new TailStart(time.GetUtcNow(), before, options.Overlap);
            contexts = [.. log.Vendors(request).Select(vendor => new VendorContext(log.Client(request with { Vendor = vendor }), vendor, request, start, terminal, time))];
            await Task.WhenAll(contexts.Select(context => context.AskForNewestAsync(cancellationToken)));
            var from = From(contexts, start);
            await Task.WhenAll(contexts.Select(context => context.ReadAsync(from, cancellationToken)));
            foreach (var entry in OldestFirst(contexts, before))
            {
                yield return entry;
            }

            query = query with { From = from };
        }

        using var watch = new VendorWatch(terminal, contexts);
        await foreach (var entry in client.FollowAsync(query, options with { OnError = watch.IsOut }, cancellationToken))
        {
            if (request.Filter.Matches(entry) && !contexts.Exists(context => context.TryPass(entry)))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Where following begins: as far before the newest row as rows may come late.</summary>
    private static DateTimeOffset From(List<VendorContext> contexts, TailStart start)
    {
        // Of a vendor that is out nobody knows its newest row; and a row dated in the future must not hide what appears before it.
        var newest = contexts.Max(context => context.Newest);
        return contexts.Exists(context => context.IsOut) || newest > start.At ? start.At - start.Overlap
            : newest is null ? Beginning
            : newest.Value - start.Overlap;
    }

    // In the order of a read, vendors in theirs at a tie, and then the other way round.
    private static IEnumerable<ActivityLogEntry> OldestFirst(List<VendorContext> contexts, long most) =>
        contexts.SelectMany(context => context.Entries).OrderByDescending(entry => entry.OccurredAt).Take((int)Math.Min(most, int.MaxValue)).Reverse();
}
