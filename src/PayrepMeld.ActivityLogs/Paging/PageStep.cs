namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What one answer adds to a read: its rows that were not delivered before, and what can be told from all of them.</summary>
internal sealed class PageStep
{
    private readonly List<RowPlace> _placed = [];
    private int _placeIndex = -1;
    private long _lastTicks;

    public PageStep(SourcePage page, VendorPosition position, SeenRows seen, UnplacedRows unplaced, ReadBounds bounds)
    {
        HoldsOnlyTail = true;
        _lastTicks = position.After is null ? long.MaxValue : position.LastTicks;
        var older = 0;
        unplaced.NextPage();
        foreach (var (entry, unreadable) in page.Rows())
        {
            if ((entry?.Place ?? unreadable!.Place) is not { } place)
            {
                HoldsUnplaced = true;
                if (unplaced.TryAdd(unreadable!.Raw))
                {
                    UnreadableRows.Add(unreadable);
                    NewCount++;
                }

                continue;
            }

            _placed.Add(place);
            if (bounds.Contains(place.Ticks))
            {
                NewestTicks = Math.Max(NewestTicks ?? place.Ticks, place.Ticks);
            }

            older += bounds.IsOlder(place.Ticks) ? 1 : 0;
            HoldsOnlyTail &= place.Cursor.Id == position.After?.Id;
            switch (seen.Add(place))
            {
                case Sighting.First:
                    unplaced.Passed();
                    Take(entry, unreadable);
                    NewCount++;
                    Pass(place);
                    break;
                case Sighting.Ahead:
                    unplaced.Passed();
                    HoldsAhead = true;
                    Pass(place);
                    break;
                default:
                    break;
            }
        }

        IsOlderThanRange = _placed.Count > 0 && older == _placed.Count;
    }

    /// <summary>The entries not delivered before.</summary>
    public List<ActivityLogEntry> Entries { get; } = [];

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
    public RowPlace? Place => _placeIndex < 0 ? null : _placed[_placeIndex];

    /// <summary>The rows that may come again behind <see cref="Place"/>: those that the page shows behind it, and those of its instant.</summary>
    public IEnumerable<RowPlace> MayComeAgain => _placed
        .Where((row, i) => i > _placeIndex || row.Ticks == _placed[_placeIndex].Ticks)
        .Where(row => row.Cursor.Id != _placed[_placeIndex].Cursor.Id);

    /// <summary>Some row is newer than the one before it.</summary>
    public bool IsOutOfOrder { get; private set; }

    /// <summary>There are rows with a place, and all of them are older than the range.</summary>
    public bool IsOlderThanRange { get; }

    /// <summary>There is nothing but the cursor's own row and rows without a place.</summary>
    public bool HoldsOnlyTail { get; }

    /// <summary>There are unreadable rows without a place of their own.</summary>
    public bool HoldsUnplaced { get; }

    private void Take(ActivityLogEntry? entry, UnreadableRow? unreadable)
    {
        if (entry is not null)
        {
            Entries.Add(entry);
        }
        else
        {
            UnreadableRows.Add(unreadable!);
        }
    }

    private void Pass(RowPlace place)
    {
        IsOutOfOrder |= place.Ticks > _lastTicks;
        _lastTicks = place.Ticks;
        if (_placeIndex < 0 || place.Ticks <= _placed[_placeIndex].Ticks)
        {
            _placeIndex = _placed.Count - 1;
        }
    }
}
