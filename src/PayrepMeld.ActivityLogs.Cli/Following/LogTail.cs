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
        var client = log.Client(request);
        var (from, seen) = (request.Query.From, new HashSet<(ActivityLogVendor Vendor, string Id)>());
        if (before > 0)
        {
            var contexts = await ContextsAsync(cancellationToken);
            from = Start(contexts);
            if (from is { } start)
            {
                foreach (var entry in await ReadAsync(contexts, start, before, seen, cancellationToken))
                {
                    yield return entry;
                }
            }
        }

        await foreach (var entry in client.FollowAsync(request.Query with { From = from }, options, cancellationToken))
        {
            if (request.Filter.Matches(entry) && !seen.Remove((entry.Vendor, entry.Id)))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Where following begins: as far before the newest row as rows may come late. Null for "from now on".</summary>
    private DateTimeOffset? Start(List<VendorContext> contexts)
    {
        if (contexts.Max(context => context.Newest) is not { } newest)
        {
            // Only if all have said so is the log empty.
            return contexts.TrueForAll(context => !context.IsOut) ? Beginning : null;
        }

        // A row dated in the future must not hide what appears before it.
        var now = time.GetUtcNow();
        return (newest < now ? newest : now) - options.Overlap;
    }

    private async Task<List<VendorContext>> ContextsAsync(CancellationToken cancellationToken)
    {
        var vendors = request.Vendor is { } one ? [one] : log.Vendors(request.Account);
        var contexts = vendors.Select(vendor => new VendorContext(log.Client(request with { Vendor = vendor }), vendor, request, terminal)).ToList();
        await Task.WhenAll(contexts.Select(context => context.AskForNewestAsync(cancellationToken)));
        return contexts;
    }

    /// <summary>The newest entries of all, oldest first.</summary>
    private static async Task<IEnumerable<ActivityLogEntry>> ReadAsync(
        List<VendorContext> contexts, DateTimeOffset start, long most, HashSet<(ActivityLogVendor Vendor, string Id)> seen, CancellationToken cancellationToken)
    {
        await Task.WhenAll(contexts.Select(context => context.ReadAsync(start, most, cancellationToken)));
        foreach (var context in contexts)
        {
            seen.UnionWith(context.SeenSinceStart.Select(id => (context.Vendor, id)));
        }

        // In the order of a read, vendors in theirs at a tie, and then the other way round.
        return contexts.SelectMany(context => context.Entries).OrderByDescending(entry => entry.OccurredAt).Take((int)Math.Min(most, int.MaxValue)).Reverse();
    }
}
