namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// A vendor's whole list, newest first: an unchanging log, which may be generated, with given and inserted rows merged into it. A place
/// is found in O(log n) and no row of the log is kept.
/// </summary>
internal sealed class RowStore<TRow>
    where TRow : class, IVendorRow
{
    private readonly IVendorLog<TRow>? _log;
    private readonly List<StoredRow<TRow>> _given = [];
    private readonly Dictionary<string, StoredRow<TRow>> _byId = new(StringComparer.Ordinal);
    private readonly TimeFormat _format;
    private readonly bool _sorted;

    public RowStore(IVendorLog<TRow>? log, IEnumerable<TRow> rows, RowOrder order, TimeFormat format)
    {
        _log = log;
        _format = format;
        _sorted = order != RowOrder.AsGiven;
        if (!_sorted && log is not null)
        {
            throw new ArgumentException("A generated log has an order of its own: RowOrder.AsGiven is for given rows.", nameof(order));
        }

        foreach (var row in rows)
        {
            var stored = Store(row, TimeOf(row), isEcho: false);
            _given.Add(stored);
            _byId.TryAdd(row.RowId, stored);
        }

        if (_sorted)
        {
            _given = [.. _given.OrderBy(static stored => stored, StoredRow<TRow>.VendorOrder)];
        }
    }

    /// <summary>Goes up with every change.</summary>
    public long Version { get; private set; }

    public bool IsSorted => _sorted;

    public long Count => (_log?.Count ?? 0) + _given.Count;

    public StoredRow<TRow> this[long position]
    {
        get
        {
            if (_log is null)
            {
                return _given[(int)position];
            }

            var before = GivenUpTo(position);
            if (before > 0 && _given[before - 1].LogRowsBefore + before - 1 == position)
            {
                return _given[before - 1];
            }

            var row = _log[position - before];
            return new StoredRow<TRow>(row, TimeOf(row), IsEcho: false, LogRowsBefore: position - before);
        }
    }

    public List<TRow> ToList()
    {
        var rows = new List<TRow>();
        for (var position = 0L; position < Count; position++)
        {
            rows.Add(this[position].Row);
        }

        return rows;
    }

    public RowTime TimeOf(TRow row) => _format.Cut(row.Time, row.Nanoseconds);

    public void Insert(TRow row)
    {
        var stored = Store(row, TimeOf(row), isEcho: false);
        Place(stored);
        _byId.TryAdd(row.RowId, stored);
    }

    /// <summary>Shows a row once more, where a row of that time would stand.</summary>
    public void InsertEcho(TRow row, DateTimeOffset at) => Place(Store(row, _format.Cut(at, 0), isEcho: true));

    public bool Remove(string id)
    {
        if (!_byId.Remove(id))
        {
            return false;
        }

        Version++;
        _given.RemoveAll(stored => string.Equals(stored.Row.RowId, id, StringComparison.Ordinal));
        return true;
    }

    /// <summary>How many rows are newer than a time, or also of that time.</summary>
    public long CountNewer(RowTime than, bool orEqual)
    {
        var low = 0L;
        var high = Count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var order = TimeAt(middle).CompareTo(than);
            if (order > 0 || (orEqual && order == 0))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>How many rows stand before where a row of that time and id stands or would stand.</summary>
    public long CountBefore(RowTime time, string id)
    {
        var end = CountNewer(time, orEqual: true);
        var low = CountNewer(time, orEqual: false);
        while (low < end)
        {
            var middle = low + ((end - low) / 2);
            if (string.CompareOrdinal(this[middle].Row.RowId, id) > 0)
            {
                low = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        return low;
    }

    public long? PositionOf(string id)
    {
        if (_byId.TryGetValue(id, out var stored))
        {
            return _sorted ? CountBefore(stored.Time, id) : _given.IndexOf(stored);
        }

        if (_log is null || _log.IndexOf(id) is not (>= 0 and var index))
        {
            return null;
        }

        return CountBefore(_format.Cut(_log.TimeAt(index), 0), id);
    }

    private RowTime TimeAt(long position)
    {
        if (_log is null)
        {
            return _given[(int)position].Time;
        }

        var before = GivenUpTo(position);
        return before > 0 && _given[before - 1].LogRowsBefore + before - 1 == position
            ? _given[before - 1].Time
            : _format.Cut(_log.TimeAt(position - before), 0);
    }

    /// <summary>How many given rows stand at or before a place.</summary>
    private int GivenUpTo(long position)
    {
        var low = 0;
        var high = _given.Count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_given[middle].LogRowsBefore + middle <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Place(StoredRow<TRow> stored)
    {
        Version++;
        if (!_sorted)
        {
            _given.Insert(0, stored);
            return;
        }

        var found = _given.BinarySearch(stored, StoredRow<TRow>.VendorOrder);
        _given.Insert(found < 0 ? ~found : found + 1, stored);
    }

    private StoredRow<TRow> Store(TRow row, RowTime time, bool isEcho) => new(row, time, isEcho, LogRowsBefore(time, row.RowId));

    private long LogRowsBefore(RowTime time, string id)
    {
        var low = 0L;
        var high = _log?.Count ?? 0;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var order = _format.Cut(_log!.TimeAt(middle), 0).CompareTo(time);
            if (order > 0 || (order == 0 && string.CompareOrdinal(_log[middle].RowId, id) > 0))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
