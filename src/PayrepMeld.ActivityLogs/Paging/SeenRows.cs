namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Remembers the rows that may come again at a page's edge: those of this page and the page before (the cursor's own row among
/// them), and those of the instant the read stands at, however many pages they fill. It does not grow with the read.
/// </summary>
internal sealed class SeenRows
{
    private readonly HashSet<string> _instant = new(StringComparer.Ordinal);
    private HashSet<string> _previous = new(StringComparer.Ordinal);
    private HashSet<string> _current = new(StringComparer.Ordinal);
    private long _instantTicks;

    public SeenRows(RowCursor? after)
    {
        if (after is { } cursor)
        {
            _current.Add(cursor.Id);
        }
    }

    /// <summary>The read moved on: what was this page is now the page before.</summary>
    public void EndPage()
    {
        (_previous, _current) = (_current, _previous);
        _current.Clear();
    }

    /// <summary>Whether the row is new; remembers it.</summary>
    public bool TryAdd(string id, long? ticks)
    {
        if (_previous.Contains(id) || _instant.Contains(id) || !_current.Add(id))
        {
            return false;
        }

        if (ticks is { } at)
        {
            if (at != _instantTicks)
            {
                _instant.Clear();
                _instantTicks = at;
            }

            _instant.Add(id);
        }

        return true;
    }
}
