using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// The one paging loop: reads one vendor from a position to its end, delivers each row of the range once, and ends only where the
/// vendor says so or where every later row must be older than the range.
/// </summary>
internal sealed class VendorReader(IPageSource source, ActivityLogQuery query, ReadBounds bounds, string account, ILogger logger)
{
    // An inclusive cursor answers with the cursor's own row first: a page of one row would never move on.
    private const int MinLimit = 2;

    private readonly EntryFilter _filter = new(query, source.Vendor);

    public async IAsyncEnumerable<VendorPage> ReadAsync(VendorPosition start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = start;
        var seen = new SeenRows(start.After);
        var unplaced = new UnplacedRows();
        var cycle = new CycleGuard(start.After);
        var remaining = new RemainingWatch(trusted: !start.Quirks.HasFlag(SourceQuirks.RemainingUntrusted));
        var fullLimit = Math.Clamp(query.PageSize, MinLimit, source.MaxPageSize);
        var limit = fullLimit;
        while (!position.IsDone)
        {
            (var page, limit) = await FetchAsync(position, limit, isResumed: position == start && start.After is not null, cancellationToken).ConfigureAwait(false);
            var step = new PageStep(page, position, seen, unplaced, bounds);
            var next = position with { Quirks = position.Quirks | QuirksOf(step, page, remaining, limit, out var vendorSaysEnd) };
            Report(position, next);
            var isEnd = vendorSaysEnd || step.RowCount == 0
                || (step.IsOlderThanRange && !next.Quirks.HasFlag(SourceQuirks.OutOfOrder));
            if (step.FreshCount == 0 && !isEnd)
            {
                if (next.Quirks.HasFlag(SourceQuirks.OutOfOrder) && step.LastRow is { } passed && passed != position.After)
                {
                    // The page before ended in a row that was not its oldest, so older ones of it come again: what follows is after these.
                    position = Moved(next with { After = passed }, cycle);
                    continue;
                }

                if (MustAskForMore(step, limit))
                {
                    limit = source.MaxPageSize;
                    continue;
                }

                isEnd = true;
            }

            if (step.LastPlace is { } place)
            {
                next = Moved(next with { After = place, LastTicks = step.LastTicks }, cycle);
            }

            yield return Deliver(step, page, position, isEnd ? next with { IsDone = true } : next);
            position = next with { IsDone = isEnd };
            seen.EndPage();
            limit = Math.Min(fullLimit, limit * 2);
        }
    }

    private async Task<(SourcePage Page, int Limit)> FetchAsync(VendorPosition position, int limit, bool isResumed, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return (await source.FetchAsync(query, bounds, position.After, limit, cancellationToken).ConfigureAwait(false), limit);
            }
            catch (ActivityLogException e) when (e.IsOversize && limit > MinLimit)
            {
                limit = Math.Max(MinLimit, limit / 2);
            }
            catch (ActivityLogException e) when (isResumed && e.Kind == ActivityLogErrorKind.Invalid)
            {
                throw new ActivityLogException(
                    e.Kind, e.Vendor, "The saved cursor was refused: begin anew, with To at the oldest entry already read. " + e.Message, e)
                {
                    Attempts = e.Attempts,
                    StatusCode = e.StatusCode,
                    VendorCode = e.VendorCode,
                    RequestId = e.RequestId,
                };
            }
        }
    }

    private static SourceQuirks QuirksOf(PageStep step, SourcePage page, RemainingWatch remaining, int limit, out bool vendorSaysEnd)
    {
        vendorSaysEnd = remaining.SaysEnd(page, step.FreshCount, limit);
        return (step.OutOfOrder ? SourceQuirks.OutOfOrder : SourceQuirks.None)
            | (remaining.Trusted ? SourceQuirks.None : SourceQuirks.RemainingUntrusted);
    }

    private void Report(VendorPosition before, VendorPosition now)
    {
        var fresh = now.Quirks & ~before.Quirks;
        if (fresh.HasFlag(SourceQuirks.OutOfOrder))
        {
            Log.OutOfOrder(logger, source.Vendor, account);
        }

        if (fresh.HasFlag(SourceQuirks.RemainingUntrusted))
        {
            Log.RemainingUntrusted(logger, source.Vendor, account);
        }
    }

    /// <summary>
    /// A page without anything new is the end if it holds just the cursor's own row. Copies of that row, or rows without a place, could
    /// fill the page and hide what follows: the largest page decides.
    /// </summary>
    private bool MustAskForMore(PageStep step, int limit)
    {
        if (!step.HoldsOnlyKnownTail)
        {
            throw Protocol("a page came again: the cursor does not move");
        }

        var isCursorRowAlone = step is { RowCount: 1, HoldsUnplaced: false };
        if (step.RowCount < limit && (isCursorRowAlone || limit == source.MaxPageSize))
        {
            return false;
        }

        return limit < source.MaxPageSize
            ? true
            : throw Protocol("the cursor does not move: the page is filled by rows that cannot be paged past");
    }

    private VendorPosition Moved(VendorPosition position, CycleGuard cycle) =>
        cycle.ComesAround(position.After!.Value) ? throw Protocol("the pages lead in a circle: a cursor came around again") : position;

    private VendorPage Deliver(PageStep step, SourcePage page, VendorPosition position, VendorPosition next)
    {
        var delivered = new VendorPage(position, next) { Remaining = page.Remaining is >= 0 ? page.Remaining : null };
        foreach (var entry in step.Entries)
        {
            if (!bounds.Contains(entry))
            {
                continue;
            }

            if (_filter.Matches(entry, out var unknownOutcome))
            {
                delivered.Entries.Add(entry);
            }

            delivered.UnknownOutcomes += unknownOutcome ? 1 : 0;
        }

        foreach (var row in step.UnreadableRows)
        {
            Log.UnreadableRow(logger, row.Vendor, account, row.Reason);
            delivered.UnreadableRows.Add(row);
        }

        Telemetry.PageRead(source.Vendor, delivered.Entries.Count, delivered.UnreadableRows.Count);
        return delivered;
    }

    private ActivityLogException Protocol(string what) =>
        new(ActivityLogErrorKind.Protocol, source.Vendor, $"{source.Vendor}: {what}.");
}
