using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>
/// Reports each unreadable row once, although every poll reads it again while it lies in the overlap. One with an id and a time is known by them; one
/// without is known by its bytes for as long as every poll shows it.
/// </summary>
internal sealed class UnreadableLog(KnownRows known, ILogger logger, string account)
{
    private HashSet<ulong> _before = [];
    private HashSet<ulong> _now = [];

    public void Report(IEnumerable<UnreadableRow> rows)
    {
        foreach (var row in rows)
        {
            if (IsNew(row))
            {
                Delivery.Report(row, logger, account);
            }
        }
    }

    /// <summary>Knows these, without a word.</summary>
    public void Pass(IEnumerable<UnreadableRow> rows)
    {
        foreach (var row in rows)
        {
            IsNew(row);
        }

        EndPoll();
    }

    public void EndPoll()
    {
        (_before, _now) = (_now, _before);
        _now.Clear();
    }

    private bool IsNew(UnreadableRow row)
    {
        if (row.Place is not { } place)
        {
            var hash = QueryHash.OfBytes(row.Raw.Span);
            return _now.Add(hash) && !_before.Contains(hash);
        }

        var placed = new KnownRow(KnownRows.HashOf(place.Cursor.Id), place.Ticks);
        if (!known.IsNew(placed.Hash, placed.Ticks))
        {
            return false;
        }

        known.Add(placed);
        return true;
    }
}
