namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Which slice is read on next, and where slices are cut. The earliest that can go on does, so that what is delivered first is there
/// first; one that turns out large is cut before it is read on.
/// </summary>
internal sealed class SliceSchedule
{
    /// <summary>Pages a read holds for each request it may send at once.</summary>
    public const int PagesPerRequest = 12;

    // A piece costs its last, half full page and Payrep's empty one: smaller ones are not worth it.
    private const int SmallestPiece = 6;

    // What is not needed to find out how dense the log is costs more than it finds.
    private const int MostFirstPieces = 12;

    // A guess is off by half now and then.
    private const double Tolerance = 1.5;

    private readonly LinkedList<SliceRun> _slices = new();
    private readonly IPageSource _source;
    private readonly int _concurrency;
    private readonly bool _cuts;

    public SliceSchedule(ReadScope read, VendorPosition start)
    {
        _slices.AddLast(new SliceRun(read, start));
        if (start.Floor is not null)
        {
            _slices.AddLast(new SliceRun(read, start.BelowFloor));
        }

        _source = read.Source;
        _cuts = read.Query.MaxConcurrency > 1 && read.Bounds.From is not null;
        _concurrency = _cuts ? read.Query.MaxConcurrency : 1;
        PagesAhead = _cuts ? PagesPerRequest * _concurrency : read.Query.PrefetchPages;
        if (_cuts)
        {
            // Nothing is known of the density yet: pieces of equal time find it out, a request each.
            Cut(_slices.Last!, Math.Min(_concurrency, MostFirstPieces));
        }
    }

    /// <summary>How many requests may be under way at once: not those that would only wait for each other, while their time runs out.</summary>
    public int Concurrency => _concurrency == 1 ? 1 : Math.Clamp(_source.RequestsAtOnce, 1, _concurrency);

    /// <summary>How many pages may be held or under way beside the one the caller waits for.</summary>
    public int PagesAhead { get; }

    /// <summary>The slice that is delivered now; null at the end.</summary>
    public SliceRun? Head => _slices.First?.Value;

    /// <summary>The head was delivered to its end.</summary>
    public void RemoveHead() => _slices.RemoveFirst();

    /// <summary>The next slice to send a request for; null where none can go on. Behind one that failed nothing is begun.</summary>
    public SliceRun? Next()
    {
        for (var node = _slices.First; node is { Value.Failure: null }; node = node.Next)
        {
            if (node.Value.CanGoOn)
            {
                CutIfLarge(node);
                return node.Value;
            }
        }

        return null;
    }

    private void CutIfLarge(LinkedListNode<SliceRun> node)
    {
        if (!_cuts || node.Value.PageSpan is not { } span)
        {
            return;
        }

        // What others have left counts, too: as long as all are busy with slices of this size, nothing is gained by smaller ones.
        var left = node.Value.PagesLeft(span);
        var piece = Math.Clamp(_slices.Sum(slice => slice.PagesLeft(span)) / _concurrency, SmallestPiece, PagesPerRequest);
        if (left > piece * Tolerance)
        {
            Cut(node, (int)Math.Min(_concurrency, Math.Ceiling(left / piece)));
        }
    }

    private void Cut(LinkedListNode<SliceRun> node, int pieces)
    {
        foreach (var other in node.Value.Cut(pieces))
        {
            node = _slices.AddAfter(node, other);
        }
    }
}
