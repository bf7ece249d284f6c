namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Remembers the unreadable rows without a place of their own that came after the last row that has one: the next page is asked for
/// after that row, so it begins with them again. They are known by hashes of their bytes, in their order.
/// </summary>
/// <param name="reported">Those that the read that is resumed has reported.</param>
internal sealed class UnplacedRows(ulong[]? reported)
{
    private readonly List<ulong> _rows = [.. reported ?? []];
    private int _next;

    /// <summary>Their hashes, in their order; null for none.</summary>
    public ulong[]? Reported => _rows.Count == 0 ? null : [.. _rows.TakeLast(VendorPosition.MaxDelivered)];

    /// <summary>Begins a page.</summary>
    public void NextPage() => _next = 0;

    /// <summary>Whether the row is new; remembers it.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> raw)
    {
        var hash = QueryHash.OfBytes(raw.Span);
        var known = _rows.IndexOf(hash, _next);
        if (known >= 0)
        {
            _next = known + 1;
            return false;
        }

        _rows.Insert(_next++, hash);
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
