using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Following;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs;

/// <summary>Reads one vendor, or several merged: entries are the pages flattened, and pages come from the one paging loop.</summary>
internal sealed class ActivityLogClient(IReadOnlyList<IPageSource> sources, string account, TimeProvider timeProvider, ILogger logger) : IActivityLogClient
{
    private readonly ActivityLogVendor? _source = sources.Count == 1 ? sources[0].Vendor : null;
    private readonly ulong _account = QueryHash.OfText(account);

    public IAsyncEnumerable<ActivityLogEntry> ReadEntriesAsync(ActivityLogQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ActivityLogQuery();
        query.Validate();
        return FlattenAsync(query, cancellationToken);
    }

    public IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null, CancellationToken cancellationToken = default)
    {
        query ??= new ActivityLogQuery();
        query.Validate();
        if (resumeFrom is not null)
        {
            RefuseForeign(resumeFrom.State, query);
        }

        return PagesAsync(query, resumeFrom?.State, cancellationToken);
    }

    public IAsyncEnumerable<ActivityLogEntry> FollowAsync(ActivityLogQuery? query = null, FollowOptions? options = null, CancellationToken cancellationToken = default)
    {
        query ??= new ActivityLogQuery();
        options ??= new FollowOptions();
        query.Validate();
        if (query.To is not null)
        {
            throw new ArgumentException("To must be null: following has no end.", nameof(query.To));
        }

        // From only says where to begin: a position replaces it.
        var identity = new FollowState(_source, _account, QueryHash.Of(query with { From = null }, _source), []);
        options.ResumeFrom?.State.RefuseIn(identity);
        return FollowedAsync(query, options, identity, cancellationToken);
    }

    private async IAsyncEnumerable<ActivityLogEntry> FollowedAsync(ActivityLogQuery query, FollowOptions options, FollowState identity, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var saved = options.ResumeFrom?.State.Vendors;
        var lanes = sources
            .Select((source, i) => new VendorTail(source, query, options, saved?[i], account, timeProvider, logger))
            .Select(tail => new FollowLane(tail, options, account, timeProvider, logger))
            .ToArray();
        await foreach (var entry in new Follower(lanes, identity, options, query.PageSize, timeProvider).RunAsync(query.MaxEntries ?? long.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    private async IAsyncEnumerable<ActivityLogEntry> FlattenAsync(ActivityLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(query, null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var entry in page.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<ActivityLogPage> PagesAsync(ActivityLogQuery query, CursorState? resume, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // The bound is taken when the read begins, not when the sequence was made.
        var bounds = resume is null ? ReadBounds.Of(query, timeProvider) : new ReadBounds(query.From, resume.To);
        var state = resume ?? new CursorState(_source, _account, QueryHash.Of(query, _source), bounds.To, new VendorPosition[sources.Count]);
        var readers = sources.Select(source => new VendorReader(source, query, bounds, account, timeProvider, logger)).ToArray();
        var left = query.MaxEntries ?? long.MaxValue;
        var pages = readers.Length == 1
            ? SingleAsync(readers[0], state, left, cancellationToken)
            : MergedAsync(readers, state, query.PageSize, left, cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Delivery.Report(page, logger, account);
            yield return page;
        }
    }

    private static async IAsyncEnumerable<ActivityLogPage> SingleAsync(VendorReader reader, CursorState state, long left, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in reader.ReadAsync(state.Positions[0], left, cancellationToken).ConfigureAwait(false))
        {
            var count = (int)Math.Min(left, page.Entries.Count);
            left -= count;
            yield return new ActivityLogPage(count == page.Entries.Count ? page.Entries : [.. page.Entries.Take(count)], CursorAt(state, [page.After(count)]))
            {
                Remaining = page.Remaining,
                UnreadableRows = page.UnreadableRows,
                UnknownOutcomes = page.UnknownOutcomes,
            };
            if (left == 0)
            {
                yield break;
            }
        }
    }

    private static async IAsyncEnumerable<ActivityLogPage> MergedAsync(VendorReader[] readers, CursorState state, int pageSize, long left, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in MergedReader.ReadAsync(readers, state.Positions, pageSize, left, cancellationToken).ConfigureAwait(false))
        {
            yield return new ActivityLogPage(page.Entries, CursorAt(state, page.Positions))
            {
                UnreadableRows = page.UnreadableRows,
                UnknownOutcomes = page.UnknownOutcomes,
            };
        }
    }

    private static ActivityLogCursor? CursorAt(CursorState state, VendorPosition[] positions) =>
        Array.TrueForAll(positions, position => position.IsDone) ? null : new ActivityLogCursor(state with { Positions = positions });

    private void RefuseForeign(CursorState state, ActivityLogQuery query)
    {
        var problem =
            state.Source != _source ? $"It belongs to a read of {Name(state.Source)}, this one is of {Name(_source)}."
            : state.Account != _account ? "It belongs to another account."
            : state.Query != QueryHash.Of(query, _source) ? "It belongs to a read with another range or other filters. Resume with the same From, To and filters: a From relative to now moves; store it with the cursor."
            : null;
        if (problem is not null)
        {
            throw new ArgumentException("The cursor cannot be used here. " + problem, "resumeFrom");
        }
    }

    private static string Name(ActivityLogVendor? source) => source?.ToString() ?? "both vendors merged";
}
