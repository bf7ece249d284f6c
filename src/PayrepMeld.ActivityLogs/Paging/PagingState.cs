namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Where one read of one vendor stands, and the rules by which it goes on, ends, or fails because it can do neither.</summary>
internal sealed class PagingState
{
    // An inclusive cursor answers with the cursor's own row first: a page of one row would never move on.
    private const int MinLimit = 2;

    private readonly IPageSource _source;
    private readonly SeenRows _seen;
    private readonly UnplacedRows _unplaced;
    private readonly CycleGuard _cycle;
    private readonly RemainingWatch _remaining;
    private readonly int _fullLimit;
    private ReadBounds _bounds;
    private int _largestPage;
    private bool _hasAskedForMore;
    private SourcePage? _doubted;

    public PagingState(IPageSource source, ReadBounds bounds, int pageSize, VendorPosition start)
    {
        _source = source;
        _bounds = bounds;
        _seen = new SeenRows(start);
        _unplaced = new UnplacedRows(start.Unplaced);
        _cycle = new CycleGuard(start.After);
        _remaining = new RemainingWatch(trusted: !start.Quirks.HasFlag(SourceQuirks.RemainingUntrusted));
        _fullLimit = Math.Clamp(pageSize, MinLimit, source.MaxPageSize);
        Position = start;
        Limit = _fullLimit;
    }

    public VendorPosition Position { get; private set; }

    /// <summary>How many rows to ask for next.</summary>
    public int Limit { get; private set; }

    /// <summary>
    /// The answer is the end if the vendor fills pages of more rows than this, which this read has not seen it do; null where nothing is in doubt.
    /// To be settled before the read goes on.
    /// </summary>
    public int? RowsInDoubt => _doubted?.RowCount;

    /// <summary>The page was too large: asks for half as many rows, if that is still a page.</summary>
    public bool TryHalve()
    {
        var canHalve = Limit > MinLimit;
        Limit = Math.Max(MinLimit, Limit / 2);
        return canHalve;
    }

    /// <summary>What is older than a cut is left to another slice; nothing of it was seen yet.</summary>
    public void Narrow(ReadBounds bounds, long floor)
    {
        _bounds = bounds;
        _remaining.Restart();
        Position = Position with { Floor = floor };
    }

    /// <summary>Ends the read where the vendor was seen to fill a larger page than the one in doubt.</summary>
    /// <exception cref="ActivityLogException">It was not.</exception>
    public void Settle(bool fillsLargerPages)
    {
        if (!fillsLargerPages)
        {
            throw Stuck(_doubted!);
        }

        _doubted = null;
        Position = Position with { IsDone = true };
    }

    /// <summary>Takes an answer in, and moves on.</summary>
    /// <exception cref="ActivityLogException">It neither ends the read nor lets it go on.</exception>
    public PageStep Take(SourcePage page)
    {
        var step = new PageStep(page, Position, _seen, _unplaced, _bounds);
        var vendorSaysEnd = _remaining.SaysEnd(page, step.HoldsAhead ? null : step.NewCount, Limit);
        var quirks = Position.Quirks
            | (step.IsOutOfOrder ? SourceQuirks.OutOfOrder : SourceQuirks.None);
        var next = Position with { Quirks = quirks, Delivered = _seen.StillAhead, Taken = _seen.StillTaken };
        var isEnd = vendorSaysEnd || page.RowCount == 0
            || (step.IsOlderThanRange && !quirks.HasFlag(SourceQuirks.OutOfOrder));
        if (step.Place is { } place)
        {
            if (_cycle.ComesAround(place.Cursor))
            {
                throw Protocol(page, "the pages lead in a circle: a cursor came around again");
            }

            next = next.MovedTo(place, step.MayComeAgain);
            _seen.EndPage(next.Delivered);
            _largestPage = Math.Max(_largestPage, page.RowCount);
            _hasAskedForMore = false;
            Limit = Math.Min(_fullLimit, Limit * 2);
        }
        else if (!isEnd)
        {
            isEnd = IsTail(step, page);
        }

        Position = next with
        {
            IsDone = isEnd,
            Unplaced = _unplaced.Reported,
            Quirks = quirks | (_remaining.Trusted ? SourceQuirks.None : SourceQuirks.RemainingUntrusted),
        };
        return step;
    }

    /// <summary>
    /// Whether a page that cannot be gone on from is the end. One that holds just the cursor's own row is. Copies of that row, or rows without
    /// a place, could hide what follows: the largest page is asked for, and if that is not filled by them either, it is the end. It may be filled
    /// although it is small, where the vendor caps its pages silently: only a larger page of the same vendor's shows that it is not.
    /// </summary>
    private bool IsTail(PageStep step, SourcePage page)
    {
        if (!step.HoldsOnlyTail)
        {
            throw Protocol(page, "a page came again: the cursor does not move");
        }

        // The vendor may say that rows remain, and be wrong, or have shown less than there is.
        var rowsRemain = _remaining.Trusted && page.Remaining > 0;
        if (page.RowCount == 1 && !step.HoldsUnplaced && !rowsRemain)
        {
            return true;
        }

        if (!_hasAskedForMore)
        {
            _hasAskedForMore = true;
            Limit = _source.MaxPageSize;
            return false;
        }

        if (page.RowCount >= Limit || (step.HoldsUnplaced && rowsRemain))
        {
            throw Stuck(page);
        }

        if (step.HoldsUnplaced && page.RowCount >= Math.Max(MinLimit, _largestPage))
        {
            _doubted = page;
            return false;
        }

        if (rowsRemain)
        {
            _remaining.Distrust();
        }

        return true;
    }

    private ActivityLogException Stuck(SourcePage page) =>
        Protocol(page, "the cursor does not move: the page is filled by rows without a usable id and time, which cannot be paged past");

    private ActivityLogException Protocol(SourcePage page, string what) =>
        new(ActivityLogErrorKind.Protocol, _source.Vendor, $"{_source.Vendor}: {what}.")
        {
            Attempts = page.Attempts,
            StatusCode = page.StatusCode,
        };
}
