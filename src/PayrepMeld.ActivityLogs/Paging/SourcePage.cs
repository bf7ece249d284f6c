namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What one answer held, in the vendor's order, duplicates and all.</summary>
internal sealed class SourcePage(IReadOnlyList<ActivityLogEntry> entries, IReadOnlyList<UnreadableRow> unreadableRows)
{
    public int RowCount => entries.Count + unreadableRows.Count;

    /// <summary>How many rows the vendor says this page holds; null where it does not say.</summary>
    public long? Count { get; init; }

    /// <summary>How many rows the vendor says follow; null where it does not say.</summary>
    public long? Remaining { get; init; }

    /// <summary>How many requests the answer took.</summary>
    public int Attempts { get; init; }

    /// <summary>Its HTTP status; null where none is known.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Whether this vendor tells <see cref="Remaining"/> at all.</summary>
    public bool TellsRemaining { get; init; }

    /// <summary>The rows in the order received: each is an entry or an unreadable row.</summary>
    public IEnumerable<(ActivityLogEntry? Entry, UnreadableRow? Unreadable)> Rows()
    {
        var nextUnreadable = 0;
        var nextEntry = 0;
        for (var i = 0; i < RowCount; i++)
        {
            if (nextUnreadable < unreadableRows.Count && unreadableRows[nextUnreadable].Index == i)
            {
                yield return (null, unreadableRows[nextUnreadable++]);
            }
            else
            {
                yield return (entries[nextEntry++], null);
            }
        }
    }
}
