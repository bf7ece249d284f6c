using System.Text.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>One row read: an entry, or why there is none. A row without an entry may still have a place in the list.</summary>
internal readonly record struct RowResult<T>(T? Entry, string? Problem, RowCursor? Cursor)
    where T : ActivityLogEntry;

/// <summary>Reads the row the reader stands on. On a problem it may stop anywhere within the row.</summary>
internal delegate RowResult<T> RowRead<T>(ref Utf8JsonReader reader, in RowScope scope)
    where T : ActivityLogEntry;
