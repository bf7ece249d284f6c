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

    /// <summary>The rows that are entries.</summary>
    public IReadOnlyList<ActivityLogEntry> Entries => entries;

    /// <summary>The rows in the order received: each is an entry or an unreadable row.</summary>
    public RowSequence Rows() => new(entries, unreadableRows);

    /// <summary>Rows one by one, without a thing made for each.</summary>
    internal struct RowSequence(IReadOnlyList<ActivityLogEntry> entries, IReadOnlyList<UnreadableRow> unreadableRows)
    {
        private int _nextEntry;
        private int _nextUnreadable;

        public (ActivityLogEntry? Entry, UnreadableRow? Unreadable) Current { get; private set; }

        public readonly RowSequence GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_nextUnreadable < unreadableRows.Count && unreadableRows[_nextUnreadable].Index == _nextEntry + _nextUnreadable)
            {
                Current = (null, unreadableRows[_nextUnreadable++]);
                return true;
            }

            if (_nextEntry == entries.Count)
            {
                return false;
            }

            Current = (entries[_nextEntry++], null);
            return true;
        }
    }
}
