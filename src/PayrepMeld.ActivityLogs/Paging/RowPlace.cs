namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Where a row stands: its cursor, and when it happened in UTC ticks.</summary>
internal readonly record struct RowPlace(RowCursor Cursor, long Ticks);
