using System.Runtime.CompilerServices;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// The one paging loop: reads one slice, or all, of one vendor from a position to its end, a page at a time, and delivers each row of
/// the range once. <see cref="PagingState"/> knows how it goes on and when it ends.
/// </summary>
internal sealed class SliceReader
{
    private const int QuietShare = 8;

    private readonly ReadScope _read;
    private readonly VendorPosition _start;
    private readonly PagingState _state;

    public SliceReader(ReadScope read, VendorPosition start)
    {
        _read = read;
        _start = start;
        _state = new PagingState(read.Source, SliceAt(start).Within(read.Source.Grain), read.Query.PageSize, start);
    }

    public VendorPosition Position => _state.Position;

    /// <summary>How much time a page covers where the read stands, as far as can be told, in ticks; null before the first.</summary>
    public long? PageSpan { get; private set; }

    /// <summary>Nothing that was seen can be older than where the read stands.</summary>
    public bool CanCut => Position.Unplaced is null && !Position.Quirks.HasFlag(SourceQuirks.OutOfOrder);

    /// <summary>Leaves what is older than a cut to another reader.</summary>
    /// <param name="floor">A cut that is not newer than any row seen.</param>
    public void Cut(long floor) =>
        _state.Narrow(SliceAt(Position with { Floor = floor }).Within(_read.Source.Grain), floor);

    /// <summary>Reads on to the next page that has something to deliver or moves the position; null where there is none left.</summary>
    public async Task<VendorPage?> ReadAsync(CancellationToken cancellationToken)
    {
        while (!Position.IsDone)
        {
            var before = Position;
            var page = await FetchAsync(isResumed: before.After is not null && before.After == _start.After, cancellationToken).ConfigureAwait(false);
            var step = _state.Take(page);
            if (_state.RowsInDoubt is { } rows)
            {
                _state.Settle(await FillsLargerPagesAsync(rows, cancellationToken).ConfigureAwait(false));
            }

            Learn(before, step);
            if (step.HasFresh || step.Place is not null || Position is { IsDone: true, Floor: null })
            {
                return Deliver(step, page, before);
            }
        }

        return null;
    }

    private Slice SliceAt(VendorPosition position) => new(_read.Bounds, position.Floor, position.Ceiling);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SourcePage> FetchAsync(bool isResumed, CancellationToken cancellationToken)
    {
        var asked = Telemetry.StartPage(_read.Time);
        while (true)
        {
            try
            {
                var page = await _read.Source.FetchAsync(_read.Query, SliceAt(Position), Position.After, _state.Limit, cancellationToken).ConfigureAwait(false);
                Telemetry.PageFetched(_read.Source.Vendor, _read.Time, asked);
                return page;
            }
            catch (ActivityLogException e) when (e.IsOversize && _state.TryHalve())
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

    /// <summary>
    /// Whether the vendor gives more rows at once than so many, asked at the front of its log, behind which all rows are. The answer depends neither
    /// on the slice nor on what the read has seen: a read in slices, or a resumed one, judges as one that has seen all pages does.
    /// </summary>
    private async Task<bool> FillsLargerPagesAsync(int rows, CancellationToken cancellationToken)
    {
        var front = new Slice(_read.Bounds with { From = null }, null, null);
        if (Position.After is null && SliceAt(Position) == front)
        {
            // It is what was asked for just now.
            return false;
        }

        try
        {
            // As many as were asked for where they may fill the page: what is too much to ask may be answered by less than what is not.
            var page = await _read.Source.FetchAsync(_read.Query, front, null, _state.Limit, cancellationToken).ConfigureAwait(false);
            return page.RowCount > rows;
        }
        catch (ActivityLogException e) when (e.IsOversize || e.Kind == ActivityLogErrorKind.Invalid)
        {
            // It shows nothing, and the doubt stays.
            return false;
        }
    }

    private void Learn(VendorPosition before, PageStep step)
    {
        if (step.Place is { } place && SpanOf(step.Entries, before, place.Ticks) is > 0 and var span)
        {
            PageSpan = span;
        }

        _read.Report(Position.Quirks & ~before.Quirks);
        if (Position.IsDone && step.HoldsUnplaced && step.Place is null)
        {
            Log.EndedAtUnplacedRows(_read.Logger, _read.Source.Vendor, _read.Account);
        }
    }

    /// <summary>
    /// The older half of a page says best how dense it is from here on; but rows that share an instant say nothing, so the time since the
    /// page before, however empty, counts for something.
    /// </summary>
    private long SpanOf(IReadOnlyList<ActivityLogEntry> entries, VendorPosition before, long last)
    {
        var half = entries.Count < 2 ? 0 : 2 * (entries[entries.Count / 2].UtcTicks - last);
        var top = before.After is not null ? before.LastTicks : before.Ceiling ?? _read.Bounds.NewestExpected(_read.Query);
        return Math.Max(half, (top - last) / QuietShare);
    }

    private VendorPage Deliver(PageStep step, SourcePage page, VendorPosition before)
    {
        var bounds = SliceAt(before).Within(_read.Source.Grain);
        var delivered = new VendorPage(before, Position.OrNextSlice)
        {
            // Of a slice that is not the last, the vendor counts only its own rows.
            Remaining = page.Remaining is >= 0 && before.Floor is null ? page.Remaining : null,
            Shown = before.Taken is null ? null : page.Entries,
            IsOutOfOrder = step.IsOutOfOrder,
            NewestTicks = step.NewestTicks,
        };
        var kept = new KeptEntries(step.Entries);
        for (var i = 0; i < step.Entries.Count; i++)
        {
            var entry = step.Entries[i];
            var unknownOutcome = false;
            if (bounds.Contains(entry.UtcTicks) && _read.Filter.Matches(entry, out unknownOutcome))
            {
                kept.Keep(entry);
            }
            else
            {
                kept.LeaveOut();
            }

            delivered.UnknownOutcomes += unknownOutcome ? 1 : 0;
        }

        delivered.Entries = kept.List;
        foreach (var row in step.UnreadableRows)
        {
            if (row.Place is not { } place || bounds.Contains(place.Ticks))
            {
                delivered.UnreadableRows.Add(row);
            }
        }

        Telemetry.PageDelivered(_read.Source.Vendor);
        return delivered;
    }
}
