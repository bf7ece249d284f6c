namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Whether a row was met before.</summary>
internal enum Sighting
{
    First,

    Again,

    /// <summary>It was delivered, by this read or the one it resumes, and was known to lie ahead still.</summary>
    Ahead,
}

/// <summary>
/// Remembers the rows that may come again at a page's edge: those of this page and the page before (the cursor's own row among them), and
/// those delivered that may still lie ahead, such as the rows of the instant the read stands at. It does not grow with the read.
/// </summary>
internal sealed class SeenRows
{
    private readonly List<ulong> _ahead;
    private readonly List<ulong> _taken;
    private readonly ulong _seed = (ulong)Random.Shared.NextInt64();
    private RowSet _previous = new();
    private RowSet _current = new();

    public SeenRows(VendorPosition start)
    {
        if (start.After is { } cursor)
        {
            var id = RowId.Of(cursor.Id);
            _previous.Add(id, id.Hash(_seed));
        }

        _ahead = [.. start.Delivered ?? []];
        _taken = [.. start.Taken ?? []];
    }

    /// <summary>Delivered rows that may still lie ahead, by the hashes of their ids; null for none.</summary>
    public ulong[]? StillAhead => _ahead.Count == 0 ? null : [.. _ahead];

    /// <summary>Delivered rows that surely lie ahead, as they were not met yet; null for none.</summary>
    public ulong[]? StillTaken => _taken.Count == 0 ? null : [.. _taken];

    /// <summary>The read moved on: what was this page is now the page before.</summary>
    /// <param name="ahead">Delivered rows that may still lie ahead.</param>
    public void EndPage(ulong[]? ahead)
    {
        (_previous, _current) = (_current, _previous);
        _current.Clear();
        _ahead.Clear();
        _ahead.AddRange(ahead ?? []);
    }

    /// <summary>Makes room for a page's rows at once.</summary>
    public void Expect(int rows) => _current.EnsureCapacity(rows);

    /// <summary>Remembers the row.</summary>
    public Sighting Add(RowId id)
    {
        var isAhead = _ahead.Count + _taken.Count > 0 && MeetAhead(QueryHash.OfText(id.ToString()));
        var hash = id.Hash(_seed);
        if (!_current.Add(id, hash) || (_previous.Contains(id, hash) && !isAhead))
        {
            return Sighting.Again;
        }

        return isAhead ? Sighting.Ahead : Sighting.First;
    }

    private bool MeetAhead(ulong hash) => _ahead.Remove(hash) | _taken.Remove(hash);
}
