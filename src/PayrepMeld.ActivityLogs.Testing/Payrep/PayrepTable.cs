namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>One of Payrep's logs: finds the rows of a fetch and writes the page.</summary>
internal sealed class PayrepTable<TRow>
    where TRow : class, IPayrepRow
{
    private readonly FakePayrepOptions _options;
    private readonly TimeFormat _format;
    private readonly FieldWriter _fields;
    private readonly int _defaultLimit;

    public PayrepTable(FakePayrepOptions options, IVendorLog<TRow>? log, IEnumerable<TRow> rows, int defaultLimit)
    {
        _options = options;
        _format = options.TimeFormat;
        _fields = new FieldWriter(options);
        _defaultLimit = defaultLimit;
        Rows = new RowStore<TRow>(log, rows, options.Order, _format);
    }

    public RowStore<TRow> Rows { get; }

    public byte[] Fetch(PayrepFetch fetch, long request, PageFault fault)
    {
        var from = fetch.StartDate is { } startDate ? StartOf(startDate) : (RowTime?)null;
        var to = fetch.EndDate is { } endDate ? StartOf(endDate, TimeSpan.TicksPerDay) : (RowTime?)null;
        var start = Rows.IsSorted && to is { } newest ? Rows.CountNewer(newest, orEqual: true) : 0;
        var end = Rows.IsSorted && from is { } oldest ? Rows.CountNewer(oldest, orEqual: true) : Rows.Count;
        var cursor = fetch.CursorId is { } id ? Find(fetch.CursorCreatedAt!, id, ref start) : null;
        var limit = PageCut.Limit(_options, fetch.Limit ?? _defaultLimit, request);
        var least = cursor is not null && _options.InclusiveCursor ? 2 : 1;
        var page = PageCut.Take(Rows, (start, Math.Max(start, end)), limit, least, Matches(fetch, from, to), out _);
        PageCut.Jumble(_options, page, request);
        if (fault == PageFault.DuplicateRow && page.Count > 0)
        {
            page.Insert(1, page[0]);
        }
        else if (fault == PageFault.StuckCursor && cursor is not null)
        {
            page.Add(cursor);
        }

        return Write(page, fault);
    }

    /// <summary>The instant a day begins in the zone of the vendor's dates, or some ticks later.</summary>
    private RowTime StartOf(DateOnly date, long later = 0) => new(date.ToDateTime(TimeOnly.MinValue).Ticks + later - _options.DateZone.Ticks, 0);

    private StoredRow<TRow>? Find(string createdAt, string id, ref long start)
    {
        var readable = RowTime.TryParse(createdAt, out var time, out _);
        var found = readable && Rows.IsSorted ? At(Rows.CountBefore(time, id), id) : null;
        found ??= Rows.PositionOf(id) is { } position ? (position, Rows[position]) : null;
        if (found is { } known)
        {
            var row = known.Row.Row;
            if (row.RawJson is null && !string.Equals(Shown(row), createdAt, StringComparison.Ordinal))
            {
                throw new PayrepRefusal(PayrepCodes.Validation, "cursor_created_at is not the created_at of cursor_id.");
            }

            start = Math.Max(start, known.Position + (_options.InclusiveCursor ? 0 : 1));
            return known.Row;
        }

        if (_options.UnknownCursor == UnknownCursor.Refuse || !readable || !Rows.IsSorted)
        {
            throw new PayrepRefusal(PayrepCodes.Validation, "cursor_id is not known.");
        }

        start = Math.Max(start, Rows.CountBefore(time, id));
        return null;
    }

    private (long Position, StoredRow<TRow> Row)? At(long position, string id) =>
        position < Rows.Count && Rows[position] is var stored && string.Equals(stored.Row.RowId, id, StringComparison.Ordinal) ? (position, stored) : null;

    private Func<TRow, bool>? Matches(PayrepFetch fetch, RowTime? from, RowTime? to)
    {
        if (Rows.IsSorted)
        {
            from = to = null;
        }

        if (fetch.Filters.Count == 0 && string.IsNullOrEmpty(fetch.Search) && from is null && to is null)
        {
            return null;
        }

        return row =>
            (from is null || Rows.TimeOf(row) >= from)
            && (to is null || Rows.TimeOf(row) < to)
            && fetch.Filters.All(filter => string.Equals(row.Field(filter.Key), filter.Value, StringComparison.Ordinal))
            && (string.IsNullOrEmpty(fetch.Search) || row.Searched.Any(text => text?.Contains(fetch.Search, StringComparison.OrdinalIgnoreCase) == true));
    }

    private string Shown(TRow row) => row.CreatedAtText ?? _format.Write(Rows.TimeOf(row));

    private byte[] Write(List<StoredRow<TRow>> page, PageFault fault)
    {
        _fields.Begin();
        if (_options.ReorderEnvelope)
        {
            WriteData(page, fault);
        }

        _fields.Extra("meta");
        _fields.Json.WriteBoolean("status", true);
        _fields.Json.WriteString("response_code", PayrepCodes.Success);
        _fields.Json.WriteString("message", "Success");
        if (!_options.ReorderEnvelope)
        {
            WriteData(page, fault);
        }

        return _fields.End();
    }

    private void WriteData(List<StoredRow<TRow>> page, PageFault fault)
    {
        if (fault is PageFault.DataAbsent)
        {
            return;
        }

        if (fault is PageFault.DataNull)
        {
            _fields.Json.WriteNull("data");
            return;
        }

        _fields.Json.WriteStartArray("data");
        foreach (var stored in page)
        {
            if (stored.Row.RawJson is { } raw)
            {
                _fields.Raw(raw.Span);
                continue;
            }

            _fields.Json.WriteStartObject();
            stored.Row.Write(_fields, Shown(stored.Row));
            _fields.Json.WriteEndObject();
        }

        _fields.Json.WriteEndArray();
    }
}
