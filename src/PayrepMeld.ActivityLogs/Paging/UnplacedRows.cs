namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Remembers the unreadable rows without a place of their own that came after the last row that has one: the next page is asked for
/// after that row, so it begins with them again. They are known by their bytes, in their order.
/// </summary>
internal sealed class UnplacedRows
{
    private readonly List<ReadOnlyMemory<byte>> _rows = [];
    private int _next;

    /// <summary>Begins a page.</summary>
    public void NextPage() => _next = 0;

    /// <summary>Whether the row is new; remembers it.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> raw)
    {
        for (var i = _next; i < _rows.Count; i++)
        {
            if (_rows[i].Span.SequenceEqual(raw.Span))
            {
                _next = i + 1;
                return false;
            }
        }

        _rows.Insert(_next++, raw);
        return true;
    }

    /// <summary>A new row with a place was met: what came before it does not come again.</summary>
    public void Passed()
    {
        if (_rows.Count > 0)
        {
            _rows.Clear();
            _next = 0;
        }
    }
}
