namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What one answer adds to a read: its rows that were not seen before, and what can be told from all of them.</summary>
internal sealed class PageStep
{
    public PageStep(SourcePage page, VendorPosition position, SeenRows seen, UnplacedRows unplaced, ReadBounds bounds)
    {
        RowCount = page.RowCount;
        LastTicks = position.After is null ? long.MaxValue : position.LastTicks;
        HoldsOnlyKnownTail = true;
        var readable = 0;
        var older = 0;
        unplaced.NextPage();
        foreach (var (entry, unreadable) in page.Rows())
        {
            var cursor = entry?.Cursor ?? unreadable!.Cursor;
            HoldsUnplaced |= cursor is null;
            HoldsOnlyKnownTail &= cursor is null || cursor.Value.Id == position.After?.Id;
            LastRow = cursor ?? LastRow;
            if (entry is not null)
            {
                readable++;
                older += bounds.IsOlder(entry) ? 1 : 0;
                OutOfOrder |= entry.UtcTicks > LastTicks;
                LastTicks = entry.UtcTicks;
            }

            var fresh = cursor is { } place ? seen.TryAdd(place.Id, entry?.UtcTicks) : unplaced.TryAdd(unreadable!.Raw);
            if (fresh)
            {
                Take(entry, unreadable, cursor, unplaced);
            }
        }

        IsOlderThanRange = readable > 0 && older == readable;
    }

    public int RowCount { get; }

    public List<ActivityLogEntry> Entries { get; } = [];

    public List<UnreadableRow> UnreadableRows { get; } = [];

    public int FreshCount => Entries.Count + UnreadableRows.Count;

    /// <summary>The last row not seen before that has a place: the next page is asked for after it.</summary>
    public RowCursor? LastPlace { get; private set; }

    /// <summary>The last row that has a place, seen before or not.</summary>
    public RowCursor? LastRow { get; }

    /// <summary>When the last readable row happened.</summary>
    public long LastTicks { get; }

    /// <summary>Some row is newer than the one before it.</summary>
    public bool OutOfOrder { get; }

    /// <summary>There are readable rows, and all of them are older than the range.</summary>
    public bool IsOlderThanRange { get; }

    /// <summary>There is nothing but the cursor's own row and rows without a place.</summary>
    public bool HoldsOnlyKnownTail { get; }

    /// <summary>There are unreadable rows without a place of their own.</summary>
    public bool HoldsUnplaced { get; }

    private void Take(ActivityLogEntry? entry, UnreadableRow? unreadable, RowCursor? cursor, UnplacedRows unplaced)
    {
        if (entry is not null)
        {
            Entries.Add(entry);
        }
        else
        {
            UnreadableRows.Add(unreadable!);
        }

        if (cursor is not null)
        {
            LastPlace = cursor;
            unplaced.Passed();
        }
    }
}
