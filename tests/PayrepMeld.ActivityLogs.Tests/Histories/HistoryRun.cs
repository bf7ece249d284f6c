using System.Globalization;
using System.Text;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Histories;

/// <summary>Plays a history: fake vendors in memory, and the SDK from the socket up.</summary>
internal sealed class HistoryRun
{
    private const int TooManyRequests = 500;

    private readonly History _history;
    private readonly FakePayrep _payrep;
    private readonly FakeMeld _meld;

    public HistoryRun(History history)
    {
        _history = history;
        var time = new FakeTime(History.Newest);
        var payrep = new FakePayrepOptions { TimeProvider = time, DateZone = TimeSpan.FromHours(history.Habits.DateZoneHours) };
        var meld = new FakeMeldOptions { TimeProvider = time, RemainingMode = history.Habits.Remaining, CountMode = history.Habits.Count };
        Apply(payrep);
        Apply(meld);
        foreach (var row in history.Rows)
        {
            if (row.Vendor == ActivityLogVendor.Payrep)
            {
                payrep.Rows.Add(PayrepOf(row));
            }
            else
            {
                meld.Rows.Add(MeldOf(row));
            }
        }

        _payrep = new FakePayrep(payrep);
        _meld = new FakeMeld(meld);

        // Echoes stand right behind their rows. Further off, a read resumed between the two could not know that it saw the row before.
        foreach (var echo in history.Echoes.Where(i => i < history.Rows.Count).Select(i => history.Rows[i]).Where(row => row.Nanoseconds == 0))
        {
            if (echo.Vendor == ActivityLogVendor.Payrep)
            {
                _payrep.InsertEcho(PayrepOf(echo), history.At(echo.Grid));
            }
            else
            {
                _meld.InsertEcho(MeldOf(echo), history.At(echo.Grid));
            }
        }

        foreach (var late in history.Late)
        {
            var vendor = late.Row.Vendor == ActivityLogVendor.Payrep ? (FakeVendor)_payrep : _meld;
            vendor.Faults.When(request => request.Number == late.BeforeRequest, Fault.Do(() => Insert(late.Row)), times: 1);
        }
    }

    /// <summary>The unreadable rows that were reported, as received.</summary>
    public List<string> Unreadable { get; } = [];

    public async Task<List<ActivityLogEntry>> ReadAsync()
    {
        var entries = new List<ActivityLogEntry>();
        var cursor = await ReadAsync(_history.First, null, _history.ResumeAfterPage, entries);
        if (cursor is not null)
        {
            // A fresh process has nothing but the text.
            (await ReadAsync(_history.Resumed, ActivityLogCursor.Parse(cursor.ToString()), stopAfter: null, entries)).Should().BeNull();
        }

        (_payrep.Journal.InFlight + _meld.Journal.InFlight).Should().Be(0, "a read that is over leaves no request running");
        return entries;
    }

    private async Task<ActivityLogCursor?> ReadAsync(ReadStyle style, ActivityLogCursor? from, int? stopAfter, List<ActivityLogEntry> into)
    {
        var query = new ActivityLogQuery
        {
            From = _history.FromInstant,
            To = _history.ToInstant,
            PageSize = _history.PageSize,
            Outcome = _history.Outcome,
            MaxConcurrency = Math.Max(1, style.MaxConcurrency),
            PrefetchPages = style.PrefetchPages,
        };
        var left = stopAfter;
        ActivityLogPage? last = null;
        await foreach (var page in NewClient(style.DelaySeed).ReadPagesAsync(query, from))
        {
            last = page;
            into.AddRange(page.Entries);
            Unreadable.AddRange(page.UnreadableRows.Select(row => Encoding.UTF8.GetString(row.Raw.Span)));
            (_payrep.Journal.Count + _meld.Journal.Count).Should().BeLessThan(TooManyRequests);
            if (left-- == 0)
            {
                break;
            }
        }

        return last!.Next;
    }

    private ActivityLogClient NewClient(int delaySeed)
    {
        var time = new FakeTime(History.Newest);
        var sources = Clients.Sources(
            _history.Source == ActivityLogVendor.Meld ? null : _payrep, _history.Source == ActivityLogVendor.Payrep ? null : _meld, time);
        if (delaySeed != 0)
        {
            sources = Array.ConvertAll<IPageSource, IPageSource>(sources, source => new OvertakingSource(source, delaySeed));
        }

        return Clients.Over(sources, time);
    }

    private void Insert(HistoryRow row)
    {
        if (row.Vendor == ActivityLogVendor.Payrep)
        {
            _payrep.Insert(PayrepOf(row));
        }
        else
        {
            _meld.Insert(MeldOf(row));
        }
    }

    private void Apply(FakeVendorOptions options)
    {
        var habits = _history.Habits;
        options.InclusiveCursor = habits.InclusiveCursor;
        options.SilentPageCap = habits.SilentCap;
        options.ShortPageSeed = habits.ShortPageSeed;
        options.TimeFormat = new TimeFormat(habits.FractionDigits, habits.Offset);
        options.NumbersAsStrings = habits.NumbersAsStrings;
        options.ReorderEnvelope = habits.Reorder;
        options.ExtraFields = habits.Reorder;
        options.MissingFields = habits.Missing;
        options.Order = habits.Order;
    }

    private PayrepRow PayrepOf(HistoryRow row) => new()
    {
        Id = row.Id,
        CreatedAt = _history.At(row.Grid),
        Nanoseconds = row.Nanoseconds,
        Status = row.Failed ? PayrepStatuses.Error : PayrepStatuses.Success,
        Message = null,
        RawJson = Raw(row, "id", "created_at"),
    };

    /// <summary>A row that says its id and time, behind something nested too deep.</summary>
    private ReadOnlyMemory<byte>? Raw(HistoryRow row, string id, string time)
    {
        if (!row.TooDeep)
        {
            return null;
        }

        var shown = new DateTime(_history.Ticks(row), DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($$"""{"deep":{{new string('[', 70)}}{{new string(']', 70)}},"{{id}}":"{{row.Id}}","{{time}}":"{{shown}}"}""");
    }

    private MeldRow MeldOf(HistoryRow row) => new()
    {
        Key = row.Id,
        OccurredAt = _history.At(row.Grid),
        Nanoseconds = row.Nanoseconds,
        StatusCode = row.Failed ? 500 : 200,
        Message = null,
        RawJson = Raw(row, "key", "occurredAt"),
    };
}
