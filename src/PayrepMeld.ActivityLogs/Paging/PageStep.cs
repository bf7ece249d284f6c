namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What one answer adds to a read: its rows that were not delivered before, and what can be told from all of them.</summary>
internal sealed class PageStep
{
    private readonly SourcePage _page;

    // Counted among the rows that have a place.
    private int _placeIndex = -1;
    private long _placeTicks;
    private ActivityLogEntry? _placeEntry;
    private UnreadableRow? _placeUnreadable;

    private long _lastTicks;

    public PageStep(SourcePage page, VendorPosition position, SeenRows seen, UnplacedRows unplaced, ReadBounds bounds)
    {
        _page = page;
        HoldsOnlyTail = true;
        _lastTicks = position.After is null ? long.MaxValue : position.LastTicks;
        var cursor = position.After is { } after ? RowId.Of(after.Id) : default;
        var kept = new KeptEntries(page.Entries);
        int older = 0, placed = 0;
        unplaced.NextPage();
        seen.Expect(page.RowCount);
        foreach (var (entry, unreadable) in page.Rows())
        {
            if (entry is null && unreadable!.Place is null)
            {
                HoldsUnplaced = true;
                if (unplaced.TryAdd(unreadable.Raw))
                {
                    UnreadableRows.Add(unreadable);
                    NewCount++;
                }

                continue;
            }

            var (id, ticks) = entry is not null ? (entry.RowId, entry.UtcTicks) : IdAndTicks(unreadable!);
            placed++;
            if (bounds.Contains(ticks) && !(NewestTicks >= ticks))
            {
                NewestTicks = ticks;
            }

            older += bounds.IsOlder(ticks) ? 1 : 0;
            HoldsOnlyTail = HoldsOnlyTail && id == cursor;
            var sighting = seen.Add(id);
            if (sighting != Sighting.Again)
            {
                unplaced.Passed();
                IsOutOfOrder |= ticks > _lastTicks;
                _lastTicks = ticks;
                if (_placeIndex < 0 || ticks <= _placeTicks)
                {
                    (_placeIndex, _placeTicks, _placeEntry, _placeUnreadable) = (placed - 1, ticks, entry, unreadable);
                }
            }

            if (sighting != Sighting.First)
            {
                HoldsAhead |= sighting == Sighting.Ahead;
                if (entry is not null)
                {
                    kept.LeaveOut();
                }

                continue;
            }

            NewCount++;
            if (entry is not null)
            {
                kept.Keep(entry);
            }
            else
            {
                UnreadableRows.Add(unreadable!);
            }
        }

        Entries = kept.List;
        IsOlderThanRange = placed > 0 && older == placed;
    }

    /// <summary>The entries not delivered before.</summary>
    public IReadOnlyList<ActivityLogEntry> Entries { get; }

    /// <summary>The unreadable rows not reported before.</summary>
    public List<UnreadableRow> UnreadableRows { get; } = [];

    /// <summary>How many rows this read had not seen.</summary>
    public int NewCount { get; private set; }

    /// <summary>When the newest row of the range happened, whether it is new or not; null where none has a place.</summary>
    public long? NewestTicks { get; }

    /// <summary>Some rows were delivered before and known to lie ahead: the vendor counts them, this read does not.</summary>
    public bool HoldsAhead { get; private set; }

    /// <summary>There is something to deliver.</summary>
    public bool HasFresh => Entries.Count + UnreadableRows.Count > 0;

    /// <summary>
    /// Where to go on: the oldest of the rows that are new or were known to lie ahead, the last of them where several are. Of a page in order
    /// it is simply the last one; of one out of order it is the only one behind which nothing of the log can be missed.
    /// </summary>
    public RowPlace? Place => _placeEntry?.Place ?? _placeUnreadable?.Place;

    /// <summary>The rows that may come again behind <see cref="Place"/>: those that the page shows behind it, and those of its instant.</summary>
    public IReadOnlyList<RowPlace> MayComeAgain
    {
        get
        {
            List<RowPlace>? rows = null;
            if (Place is { } place)
            {
                var index = 0;
                foreach (var (entry, unreadable) in _page.Rows())
                {
                    if ((entry?.Place ?? unreadable!.Place) is { } row && (index++ > _placeIndex || row.Ticks == place.Ticks) && row.Id != place.Id)
                    {
                        (rows ??= []).Add(row);
                    }
                }
            }

            return rows ?? (IReadOnlyList<RowPlace>)[];
        }
    }

    /// <summary>Some row is newer than the one before it.</summary>
    public bool IsOutOfOrder { get; private set; }

    /// <summary>There are rows with a place, and all of them are older than the range.</summary>
    public bool IsOlderThanRange { get; }

    /// <summary>There is nothing but the cursor's own row and rows without a place.</summary>
    public bool HoldsOnlyTail { get; }

    /// <summary>There are unreadable rows without a place of their own.</summary>
    public bool HoldsUnplaced { get; }

    private static (RowId Id, long Ticks) IdAndTicks(UnreadableRow row) => row.Place is { } place ? (place.Id, place.Ticks) : default;
}
