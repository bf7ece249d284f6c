using System.Numerics;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// A set of row ids that is filled for each page and emptied again: an open table of places, since every row is looked for in two such sets. Who
/// asks brings the hash, and must not let those who choose ids foresee it.
/// </summary>
internal sealed class RowSet
{
    private const int Smallest = 16;

    private (RowId Id, uint Hash)[] _rows = [];

    // Where in the rows each is, and one more; 0 for a free place. Never more than half full.
    private int[] _places = [];
    private int _count;

    /// <summary>Makes room for so many at once.</summary>
    public void EnsureCapacity(int count)
    {
        if (count <= _rows.Length)
        {
            return;
        }

        Array.Resize(ref _rows, Math.Max(Smallest, count));
        _places = new int[2 * (int)BitOperations.RoundUpToPowerOf2((uint)_rows.Length)];
        for (var i = 0; i < _count; i++)
        {
            _places[FreePlace(_rows[i].Hash)] = i + 1;
        }
    }

    /// <summary>Whether it was not there yet.</summary>
    public bool Add(RowId id, uint hash)
    {
        if (Contains(id, hash))
        {
            return false;
        }

        if (_count == _rows.Length)
        {
            EnsureCapacity(Math.Max(Smallest, _count * 2));
        }

        _rows[_count++] = (id, hash);
        _places[FreePlace(hash)] = _count;
        return true;
    }

    public bool Contains(RowId id, uint hash)
    {
        var (places, rows) = (_places, _rows);
        if (places.Length == 0)
        {
            return false;
        }

        for (var at = (int)hash & (places.Length - 1); places[at] is > 0 and var next; at = (at + 1) & (places.Length - 1))
        {
            ref var row = ref rows[next - 1];
            if (row.Hash == hash && row.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    public void Clear()
    {
        Array.Clear(_places);
        Array.Clear(_rows, 0, _count);
        _count = 0;
    }

    private int FreePlace(uint hash)
    {
        var at = (int)hash & (_places.Length - 1);
        while (_places[at] > 0)
        {
            at = (at + 1) & (_places.Length - 1);
        }

        return at;
    }
}
