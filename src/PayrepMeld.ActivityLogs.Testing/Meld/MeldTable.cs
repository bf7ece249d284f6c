namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Meld's log: finds the rows of a search and writes the page.</summary>
internal sealed class MeldTable
{
    private readonly FakeMeldOptions _options;
    private readonly TimeFormat _format;
    private readonly FieldWriter _fields;
    private readonly MeldRemaining _remaining;

    public MeldTable(FakeMeldOptions options)
    {
        _options = options;
        _format = options.TimeFormat;
        _fields = new FieldWriter(options);
        Rows = new RowStore<MeldRow>(options.Log, options.Rows, options.Order, _format);
        _remaining = new MeldRemaining(Rows);
    }

    public RowStore<MeldRow> Rows { get; }

    public byte[] Search(MeldSearch search, long request, PageFault fault)
    {
        var top = Rows.IsSorted ? Rows.CountNewer(search.End, orEqual: !_options.EndInclusive) : 0;
        var bottom = Rows.IsSorted ? Rows.CountNewer(search.Start, orEqual: _options.StartInclusive) : Rows.Count;
        var matches = Matches(search);
        var limit = PageCut.Limit(_options, search.Limit, request);
        var cursor = Find(search.After ?? search.Before);
        var upwards = search.Before is not null && !_options.BeforeReadsFromTop;
        var own = _options.InclusiveCursor ? 1 : 0;
        (long First, long End) range = (search.Before, cursor) switch
        {
            (_, null) => (top, Math.Max(top, bottom)),
            (null, { } at) => Down(Math.Max(top, at + 1 - own), bottom),
            (_, { } at) when upwards => Up(Math.Min(bottom, at + own) - 1, top),
            (_, { } at) => Down(top, Math.Min(bottom, at + own)),
        };
        var least = cursor is not null && _options.InclusiveCursor ? 2 : 1;
        var page = PageCut.Take(Rows, range, limit, least, matches, out var next);
        var remaining = _options.RemainingMode is CountMode.Exact or CountMode.Wrong
            ? _remaining.Count(search, (range.First, next), range.End, page.Count, matches)
            : 0;
        if (upwards)
        {
            page.Reverse();
        }

        PageCut.Jumble(_options, page, request);
        if (fault == PageFault.DuplicateRow && page.Count > 0)
        {
            page.Insert(1, page[0]);
        }
        else if (fault == PageFault.StuckCursor && cursor is { } named)
        {
            page.Add(Rows[named]);
        }

        return Write(page, remaining, fault);
    }

    private static (long First, long End) Down(long first, long end) => (first, Math.Max(first, end));

    private static (long First, long End) Up(long first, long top) => (first, Math.Min(first, top - 1));

    private long? Find(string? key)
    {
        if (key is null)
        {
            return null;
        }

        var position = Rows.PositionOf(key);
        return position is null && _options.UnknownCursor == UnknownCursor.Refuse
            ? throw MeldRefusal.BadRequest("The key of before or after is not known.")
            : position;
    }

    private Func<MeldRow, bool>? Matches(MeldSearch search)
    {
        var filter = search.Filter();
        if (Rows.IsSorted)
        {
            return filter;
        }

        return row =>
        {
            var time = Rows.TimeOf(row);
            return (_options.StartInclusive ? time >= search.Start : time > search.Start)
                && (_options.EndInclusive ? time <= search.End : time < search.End)
                && filter?.Invoke(row) != false;
        };
    }

    private byte[] Write(List<StoredRow<MeldRow>> page, long remaining, PageFault fault)
    {
        _fields.Begin();
        if (!_options.ReorderEnvelope)
        {
            WriteActivities(page, fault);
        }

        _fields.Extra("meta");
        Number("count", _options.CountMode, page.Count);
        Number("remaining", _options.RemainingMode, remaining);
        if (_options.ReorderEnvelope)
        {
            WriteActivities(page, fault);
        }

        return _fields.End();
    }

    private void WriteActivities(List<StoredRow<MeldRow>> page, PageFault fault)
    {
        if (fault is PageFault.DataAbsent)
        {
            return;
        }

        if (fault is PageFault.DataNull)
        {
            _fields.Json.WriteNull("activities");
            return;
        }

        _fields.Json.WriteStartArray("activities");
        foreach (var stored in page)
        {
            MeldRowWriter.Write(_fields, stored.Row, stored.Row.OccurredAtText ?? _format.Write(Rows.TimeOf(stored.Row)));
        }

        _fields.Json.WriteEndArray();
    }

    private void Number(string name, CountMode mode, long truth)
    {
        switch (mode)
        {
            case CountMode.Absent:
                break;
            case CountMode.Null:
                _fields.Json.WriteNull(name);
                break;
            default:
                _fields.Number(name, mode switch { CountMode.AlwaysZero => 0, CountMode.Negative => -1, CountMode.Wrong => truth + 7, _ => truth });
                break;
        }
    }
}
