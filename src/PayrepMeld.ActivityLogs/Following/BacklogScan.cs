using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>
/// Reads newest first over what is new, to its oldest end, and keeps that end. Where more is new than may be held, what was held goes and its place is
/// kept, to be read again once all that is older was delivered: memory does not grow with a backlog. After a failure it goes on where it stood.
/// </summary>
/// <param name="reader">The vendor, in the range of the poll.</param>
/// <param name="start">Where to begin: the newest row, or the place of a part that was let go.</param>
/// <param name="until">Where what was delivered already begins; null to read to the end of the range.</param>
/// <param name="known">Which rows were had; not changed meanwhile.</param>
/// <param name="maxHeld">The most rows that are held; a page more while it is read.</param>
internal sealed class BacklogScan(VendorReader reader, VendorPosition start, VendorPosition? until, KnownRows known, int maxHeld)
{
    private readonly List<HeldEntry> _held = [];
    private readonly List<UnreadableRow> _unreadable = [];
    private readonly List<(VendorPosition Start, int Entries, int Unreadable)> _pages = [];
    private VendorPosition _position = start;

    /// <summary>The read is past its first answer: it goes by a cursor, which a vendor may refuse.</summary>
    public bool UsesCursor => _position.After is not null;

    /// <summary>The places of the parts that were let go, the newest first.</summary>
    public List<VendorPosition> LetGo { get; } = [];

    /// <summary>The place of the part that is held, the oldest.</summary>
    public VendorPosition HeldFrom { get; private set; } = start;

    /// <summary>The unreadable rows of that part.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => _unreadable;

    /// <summary>When the newest row that was met happened, delivered or not; null where there was none.</summary>
    public long? NewestTicks { get; private set; }

    /// <summary>The vendor's rows are out of order: nothing can be told from where a row stands.</summary>
    public bool IsOutOfOrder => (_position.Quirks | (until?.Quirks ?? SourceQuirks.None)).HasFlag(SourceQuirks.OutOfOrder);

    /// <summary>Reads on to the end.</summary>
    /// <param name="answered">Called after each answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action answered, CancellationToken cancellationToken)
    {
        await foreach (var page in reader.ReadAsync(_position, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            answered();
            Take(page);
            _position = page.Next;
            if (HasReached(page))
            {
                break;
            }
        }
    }

    /// <summary>What is held, oldest first: the reverse of a read, and by time where the vendor's rows are out of order.</summary>
    public List<HeldEntry> OldestFirst()
    {
        _held.Reverse();
        return IsOutOfOrder ? [.. _held.OrderBy(held => held.Row.Ticks)] : _held;
    }

    private void Take(VendorPage page)
    {
        NewestTicks = KnownRows.Newer(NewestTicks, page.NewestTicks);
        var count = _held.Count;
        foreach (var entry in page.Entries)
        {
            var row = new KnownRow(KnownRows.HashOf(entry.Id), entry.UtcTicks);
            if (known.IsNew(row.Hash, row.Ticks))
            {
                _held.Add(new HeldEntry(entry, row));
            }
        }

        _unreadable.AddRange(page.UnreadableRows);
        if (_pages.Count == 0 || _held.Count > count || page.UnreadableRows.Count > 0)
        {
            // A page of which nothing is held needs no place of its own: it may be read again with the part before it.
            _pages.Add((page.Start, _held.Count - count, page.UnreadableRows.Count));
        }

        if (_held.Count + _unreadable.Count > maxHeld && _pages.Count > 1)
        {
            LetGoOfNewerHalf();
        }
    }

    /// <summary>Half, so that the part has room for what is written before it is read again.</summary>
    private void LetGoOfNewerHalf()
    {
        int entries = 0, unreadable = 0, pages = 0;
        do
        {
            entries += _pages[pages].Entries;
            unreadable += _pages[pages].Unreadable;
            pages++;
        }
        while (pages < _pages.Count - 1 && _held.Count + _unreadable.Count - entries - unreadable > maxHeld / 2);

        _held.RemoveRange(0, entries);
        _unreadable.RemoveRange(0, unreadable);
        _pages.RemoveRange(0, pages);
        LetGo.Add(HeldFrom);
        HeldFrom = _pages[0].Start;
    }

    /// <summary>Rows written meanwhile shift the pages: what was delivered begins at a row, not at a page.</summary>
    private bool HasReached(VendorPage page) =>
        until is { } end && page.Next.After is { } after && (after.Id == end.After?.Id || (!IsOutOfOrder && page.Next.LastTicks < end.LastTicks));
}
