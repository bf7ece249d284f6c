namespace PayrepMeld.ActivityLogs.Following;

/// <summary>An entry that waits to be taken.</summary>
internal readonly record struct HeldEntry(ActivityLogEntry Entry, KnownRow Row);

/// <summary>Entries that wait to be taken, oldest first, without those that came before.</summary>
internal sealed class HeldEntries(KnownRows known)
{
    private List<HeldEntry> _entries = [];
    private int _taken;

    public ActivityLogEntry? Head => _taken < _entries.Count ? _entries[_taken].Entry : null;

    public void Fill(List<HeldEntry> entries)
    {
        (_entries, _taken) = (entries, 0);
        PassOver();
    }

    public HeldEntry Take()
    {
        var head = _entries[_taken++];
        known.Add(head.Row);
        PassOver();
        return head;
    }

    /// <summary>A vendor may show a row twice in one poll.</summary>
    private void PassOver()
    {
        while (_taken < _entries.Count && !known.IsNew(_entries[_taken].Row.Hash, _entries[_taken].Row.Ticks))
        {
            _taken++;
        }

        if (_taken == _entries.Count)
        {
            // Nothing is kept of what was delivered.
            (_entries, _taken) = ([], 0);
        }
    }
}
