using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Where a row stands, and when it happened in UTC ticks. An entry's cursor is made only when it is asked for: a page has one row that is gone on from.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowPlace
{
    private readonly ActivityLogEntry? _entry;
    private readonly RowCursor _cursor;

    public RowPlace(RowCursor cursor, long ticks)
    {
        _cursor = cursor;
        Ticks = ticks;
    }

    public RowPlace(ActivityLogEntry entry)
    {
        _entry = entry;
        Ticks = entry.UtcTicks;
    }

    public long Ticks { get; }

    public RowId Id => _entry?.RowId ?? RowId.Of(_cursor.Id);

    public RowCursor Cursor => _entry?.Cursor ?? _cursor;
}
