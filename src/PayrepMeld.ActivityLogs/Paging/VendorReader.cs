using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// The one paging loop: reads one vendor from a position to its end, and delivers each row of the range once. <see cref="PagingState"/>
/// knows how it goes on and when it ends.
/// </summary>
internal sealed class VendorReader(IPageSource source, ActivityLogQuery query, ReadBounds bounds, string account, ILogger logger)
{
    private readonly EntryFilter _filter = new(query, source.Vendor);

    public async IAsyncEnumerable<VendorPage> ReadAsync(VendorPosition start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (bounds.IsEmpty)
        {
            yield return new VendorPage(start, start with { IsDone = true });
            yield break;
        }

        var state = new PagingState(source, bounds, query.PageSize, start);
        while (!state.Position.IsDone)
        {
            var before = state.Position;
            var page = await FetchAsync(state, isResumed: before == start && start.After is not null, cancellationToken).ConfigureAwait(false);
            var step = state.Take(page);
            Report(before, state.Position, step);
            if (step.HasFresh || step.Place is not null || state.Position.IsDone)
            {
                yield return Deliver(step, page, before, state.Position);
            }
        }
    }

    private async Task<SourcePage> FetchAsync(PagingState state, bool isResumed, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await source.FetchAsync(query, bounds, state.Position.After, state.Limit, cancellationToken).ConfigureAwait(false);
            }
            catch (ActivityLogException e) when (e.IsOversize && state.TryHalve())
            {
                // Asked for again, at half the size.
            }
            catch (ActivityLogException e) when (isResumed && e.Kind == ActivityLogErrorKind.Invalid)
            {
                throw new ActivityLogException(
                    e.Kind, e.Vendor, "The request with the saved cursor was refused. If it is the cursor, begin anew with To just after the oldest entry already read, and leave out the entries of that instant you have. " + e.Message, e)
                {
                    Attempts = e.Attempts,
                    StatusCode = e.StatusCode,
                    VendorCode = e.VendorCode,
                    RequestId = e.RequestId,
                };
            }
        }
    }

    private void Report(VendorPosition before, VendorPosition now, PageStep step)
    {
        var learned = now.Quirks & ~before.Quirks;
        if (learned.HasFlag(SourceQuirks.OutOfOrder))
        {
            Log.OutOfOrder(logger, source.Vendor, account);
        }

        if (learned.HasFlag(SourceQuirks.RemainingUntrusted))
        {
            Log.RemainingUntrusted(logger, source.Vendor, account);
        }

        if (now.IsDone && step.HoldsUnplaced && step.Place is null)
        {
            Log.EndedAtUnplacedRows(logger, source.Vendor, account);
        }
    }

    private VendorPage Deliver(PageStep step, SourcePage page, VendorPosition before, VendorPosition now)
    {
        var delivered = new VendorPage(before, now) { Remaining = page.Remaining is >= 0 ? page.Remaining : null, IsOutOfOrder = step.IsOutOfOrder, NewestTicks = step.NewestTicks };
        foreach (var entry in step.Entries)
        {
            if (!bounds.Contains(entry.UtcTicks))
            {
                continue;
            }

            if (_filter.Matches(entry, out var unknownOutcome))
            {
                delivered.Entries.Add(entry);
            }

            delivered.UnknownOutcomes += unknownOutcome ? 1 : 0;
        }

        delivered.UnreadableRows.AddRange(step.UnreadableRows.Where(row => row.Place is not { } place || bounds.Contains(place.Ticks)));
        Telemetry.PageRead(source.Vendor);
        return delivered;
    }
}
