using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What is kept of a list, told entry by entry in its order. Where all are, as nearly always, it is the list itself and not a copy.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct KeptEntries(IReadOnlyList<ActivityLogEntry> all)
{
    private List<ActivityLogEntry>? _some;
    private int _kept;

    public readonly IReadOnlyList<ActivityLogEntry> List => _some ?? all;

    public void Keep(ActivityLogEntry entry)
    {
        _some?.Add(entry);
        _kept++;
    }

    public void LeaveOut()
    {
        if (_some is not null)
        {
            return;
        }

        _some = new List<ActivityLogEntry>(all.Count);
        for (var i = 0; i < _kept; i++)
        {
            _some.Add(all[i]);
        }
    }
}
