using System.Runtime.ExceptionServices;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>One slice of a read under way: its reader, its pages that wait to be delivered, and how much of it is thought to be left.</summary>
internal sealed class SliceRun
{
    private readonly ReadScope _read;
    private readonly SliceReader _reader;
    private long _lower;
    private long _upper;

    /// <param name="read">What it is a slice of.</param>
    /// <param name="start">Its beginning, or where it is resumed.</param>
    public SliceRun(ReadScope read, VendorPosition start)
    {
        _read = read;
        _reader = new SliceReader(read, start);
        Settle();
    }

    public Queue<VendorPage> Ready { get; } = new();

    /// <summary>A request is under way; meanwhile nobody else may look at the reader.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What ended it before its end; thrown when its turn comes.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public bool CanGoOn => !IsRunning && Failure is null && !_reader.Position.IsDone;

    /// <summary>It was read and delivered to its end.</summary>
    public bool IsOver => !IsRunning && Failure is null && Ready.Count == 0 && _reader.Position.IsDone;

    /// <summary>How much time a page covers hereabouts, in ticks; null before its first one.</summary>
    public long? PageSpan { get; private set; }

    /// <summary>A request is to be sent.</summary>
    public void Begin() => IsRunning = true;

    /// <summary>Sends it; no lock is held meanwhile.</summary>
    public Task<VendorPage?> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>The request has ended.</summary>
    public void End(VendorPage? page, ExceptionDispatchInfo? failure)
    {
        IsRunning = false;
        Failure = failure;
        if (page is not null)
        {
            Ready.Enqueue(page);
        }

        Settle();
    }

    /// <summary>How many pages are thought to be left; of one that runs, before its request was sent.</summary>
    /// <param name="otherwise">The time a page covers, where none is known of this slice.</param>
    public double PagesLeft(long otherwise) => Math.Max(0, _upper - _lower) / (double)Math.Max(1, PageSpan ?? otherwise);

    /// <summary>Cuts what is left into so many pieces of equal time, as far as the vendor's grain allows. This one keeps the newest.</summary>
    /// <returns>The others, newest first.</returns>
    public List<SliceRun> Cut(int pieces)
    {
        var others = new List<SliceRun>();
        var floor = _reader.Position.Floor;
        long? ceiling = null;
        foreach (var cut in _reader.CanCut ? Cuts(pieces) : [])
        {
            if (ceiling is null)
            {
                _reader.Cut(cut);
            }
            else
            {
                others.Add(Other(cut, ceiling));
            }

            ceiling = cut;
        }

        if (ceiling is not null)
        {
            others.Add(Other(floor, ceiling));
            Settle();
        }

        return others;
    }

    private SliceRun Other(long? floor, long? ceiling) =>
        new(_read, new VendorPosition { Floor = floor, Ceiling = ceiling, Quirks = _reader.Position.Quirks });

    /// <summary>Where to cut, newest first.</summary>
    private IEnumerable<long> Cuts(int pieces)
    {
        var grain = _read.Source.Grain;
        var isBegun = _reader.Position.After is not null || _reader.Position.HasDelivered;
        var newest = isBegun ? grain.CutAtOrBefore(_upper) : (_upper - 1) / grain.Ticks * grain.Ticks;
        var before = long.MaxValue;

        // Pieces of hardly more than a grain become whole grains: one of two would take twice as long as the rest.
        var grains = (_upper - _lower) / (double)grain.Ticks;
        pieces = grains < 1.25 * pieces ? (int)Math.Ceiling(grains) : pieces;
        for (var piece = pieces - 1; piece > 0; piece--)
        {
            var even = _lower + ((_upper - _lower) / (double)pieces * piece);
            var cut = Math.Min(newest, (long)Math.Round(even / grain.Ticks) * grain.Ticks);
            if (cut > _lower && cut < before && cut < (_reader.Position.Ceiling ?? long.MaxValue))
            {
                yield return cut;
                before = cut;
            }
        }
    }

    /// <summary>Takes in where the reader stands: nothing that was delivered is older than the upper end of what is left.</summary>
    private void Settle()
    {
        var position = _reader.Position;
        PageSpan = _reader.PageSpan;
        _upper = position.Ceiling ?? (position.After is null ? _read.Bounds.NewestExpected(_read.Query) : long.MaxValue);
        _upper = position.After is null ? _upper : Math.Min(_upper, position.LastTicks);
        _upper = position.HasDelivered ? Math.Min(_upper, position.OldestDelivered) : _upper;
        _lower = position.IsDone ? _upper : position.Floor ?? _read.Bounds.From?.UtcTicks ?? 0;
    }
}
