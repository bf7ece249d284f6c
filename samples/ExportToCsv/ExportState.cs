namespace PayrepMeld.ActivityLogs.ExportToCsv;

/// <summary>
/// How far an export has come. A cursor belongs to its query, so the query's bounds stand with it; the length is that of
/// the file up to the last whole page, to which it is cut back before the export goes on.
/// </summary>
internal sealed record ExportState(string Source, DateTimeOffset From, DateTimeOffset To)
{
    public string? Cursor { get; init; }

    public long Length { get; init; }

    public long Rows { get; init; }

    public long Unreadable { get; init; }

    public bool Finished { get; init; }
}
