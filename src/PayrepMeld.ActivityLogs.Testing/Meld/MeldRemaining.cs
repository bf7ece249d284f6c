namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// How many rows follow a page. Without filters that is a subtraction; with them the rows have to be counted, but only for the first page
/// of a read: what was left after one page less what the next one holds is what is left after that.
/// </summary>
internal sealed class MeldRemaining(RowStore<MeldRow> rows)
{
    private readonly Dictionary<(string Selection, long End, long Next), long> _left = [];
    private long _version;

    public long Count(MeldSearch search, (long First, long Next) page, long end, int onPage, Func<MeldRow, bool>? matches)
    {
        if (matches is null)
        {
            return Math.Abs(end - page.Next);
        }

        if (_version != rows.Version || _left.Count > 1000)
        {
            _left.Clear();
            _version = rows.Version;
        }

        var selection = search.Selection;
        var left = _left.TryGetValue((selection, end, page.First), out var before) ? before - onPage : Scan(page.Next, end, matches);
        _left[(selection, end, page.Next)] = left;
        return left;
    }

    private long Scan(long from, long end, Func<MeldRow, bool> matches)
    {
        var step = Math.Sign(end - from);
        var count = 0L;
        for (var position = from; position != end; position += step)
        {
            if (matches(rows[position].Row))
            {
                count++;
            }
        }

        return count;
    }
}
