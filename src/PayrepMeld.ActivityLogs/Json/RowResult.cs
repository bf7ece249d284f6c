using System.Text.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>One row read: an entry, or why there is none. A row without an entry still has a place in the list if its id and time are sound.</summary>
internal readonly record struct RowResult<T>(T? Entry, string? Problem, RowPlace? Place)
    where T : ActivityLogEntry;

/// <summary>Reads the row the reader stands on, to its end.</summary>
internal delegate RowResult<T> RowRead<T>(ref Utf8JsonReader reader, in RowScope scope)
    where T : ActivityLogEntry;
