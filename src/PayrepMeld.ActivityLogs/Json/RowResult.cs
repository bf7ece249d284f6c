using System.Text.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>One row read: an entry, or why there is none.</summary>
internal readonly record struct RowResult<T>(T? Entry, RowProblem? Problem)
    where T : ActivityLogEntry
{
    public static RowResult<T> Of(T entry) => new(entry, null);

    public static RowResult<T> Unreadable(string reason, RowPlace? place = null) => new(null, new RowProblem(reason, place));
}

/// <summary>Why a row has no entry. It still has a place in the list if its id and time are sound.</summary>
internal sealed record RowProblem(string Reason, RowPlace? Place);

/// <summary>Reads a row as rows usually come, and steps over it; null, standing anywhere, for all others.</summary>
internal delegate T? RowScan<T>(ref JsonScan scan, in RowScope scope)
    where T : ActivityLogEntry;

/// <summary>Reads the row the reader stands on, to its end.</summary>
internal delegate RowResult<T> RowRead<T>(ref Utf8JsonReader reader, in RowScope scope)
    where T : ActivityLogEntry;
