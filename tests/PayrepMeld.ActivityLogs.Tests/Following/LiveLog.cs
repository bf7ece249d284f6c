using System.Globalization;
using System.Text;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

/// <summary>A vendor whose log grows while it is followed: newest first, by time and then by id, paged after a row.</summary>
internal sealed class LiveLog(ActivityLogVendor vendor) : IPageSource
{
    private readonly List<LiveRow> _rows = [];
    private readonly object _lock = new();
    private int _inFlight;

    public ActivityLogVendor Vendor => vendor;

    public int MaxPageSize => vendor == ActivityLogVendor.Meld ? 100 : 1000;

    public int RequestsAtOnce => 64;

    public SliceGrain Grain => SliceGrain.Second;

    public int SilentCap { get; set; } = int.MaxValue;

    /// <summary>What happens before an answer, by the number of the request from 1: it may throw, hang, or insert rows.</summary>
    public Func<int, CancellationToken, Task>? Before { get; set; }

    public List<(RowCursor? After, ReadBounds Bounds, int Rows)> Requests { get; } = [];

    /// <summary>How many requests wait in <see cref="Before"/>.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public int Count => _rows.Count;

    /// <summary>Writes a row, by default a small one of that id.</summary>
    public void Insert(string id, DateTimeOffset at, string attributes = "{}") => Insert(new LiveRow(at.UtcTicks, id, Row(id, at, attributes), null));

    public void InsertUnreadable(string id, DateTimeOffset at) =>
        Insert(new LiveRow(at.UtcTicks, id, null, Unreadable(id) with { Place = new RowPlace(new RowCursor(id, At(at)), at.UtcTicks) }));

    /// <summary>Writes a row that says neither id nor time; it stands where a row of that time does.</summary>
    public void InsertNameless(string text, DateTimeOffset at) => Insert(new LiveRow(at.UtcTicks, text, null, Unreadable(text)));

    public void Remove(string id)
    {
        lock (_lock)
        {
            _rows.RemoveAll(row => row.Id == id);
        }
    }

    public async Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bounds = slice.Whole;
        int number;
        lock (_lock)
        {
            Requests.Add((after, bounds, 0));
            number = Requests.Count;
        }

        if (Before is { } before)
        {
            Interlocked.Increment(ref _inFlight);
            try
            {
                await before(number, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Decrement(ref _inFlight);
            }
        }

        lock (_lock)
        {
            var page = Answer(bounds, after, Math.Min(limit, SilentCap));
            Requests[number - 1] = (after, bounds, page.RowCount);
            return page;
        }
    }

    private SourcePage Answer(ReadBounds bounds, RowCursor? after, int limit)
    {
        // As the vendors' pages do it, a little wider than asked for.
        var from = (bounds.From?.UtcTicks ?? 0) - TimeSpan.TicksPerSecond;
        var start = _rows.FindIndex(row => row.Ticks < bounds.To.UtcTicks + TimeSpan.TicksPerSecond);
        if (after is { } cursor)
        {
            start = _rows.FindIndex(row => row.Id == cursor.Id) + 1;
            if (start == 0)
            {
                throw new ActivityLogException(ActivityLogErrorKind.Invalid, vendor, "No such cursor.") { StatusCode = 400 };
            }
        }

        var entries = new List<ActivityLogEntry>();
        var unreadable = new List<UnreadableRow>();
        var next = start < 0 ? _rows.Count : start;
        for (; next < _rows.Count && entries.Count + unreadable.Count < limit && _rows[next].Ticks >= from; next++)
        {
            if (_rows[next].Entry is { } entry)
            {
                entries.Add(entry);
            }
            else
            {
                unreadable.Add(_rows[next].Unreadable! with { Index = entries.Count + unreadable.Count });
            }
        }

        return new SourcePage(entries, unreadable)
        {
            TellsRemaining = vendor == ActivityLogVendor.Meld,
            Remaining = vendor == ActivityLogVendor.Meld ? _rows.Skip(next).Count(row => row.Ticks >= from) : null,
            Attempts = 1,
            StatusCode = 200,
        };
    }

    private void Insert(LiveRow row)
    {
        lock (_lock)
        {
            var at = _rows.BinarySearch(row, LiveRow.NewestFirst);
            _rows.Insert(at < 0 ? ~at : at, row);
        }
    }

    private ActivityLogEntry Row(string id, DateTimeOffset at, string attributes) => vendor == ActivityLogVendor.Payrep
        ? PayrepActivity.Parse(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","created_at":"{{At(at)}}","status":"success"}"""))
        : MeldActivity.Parse(Encoding.UTF8.GetBytes($$"""{"key":"{{id}}","occurredAt":"{{At(at)}}","attributes":{{attributes}}}"""));

    private UnreadableRow Unreadable(string text) => new(vendor, Encoding.UTF8.GetBytes(text), "It is a test.");

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private sealed record LiveRow(long Ticks, string Id, ActivityLogEntry? Entry, UnreadableRow? Unreadable)
    {
        public static readonly IComparer<LiveRow> NewestFirst = Comparer<LiveRow>.Create((a, b) =>
            a.Ticks == b.Ticks ? string.CompareOrdinal(b.Id, a.Id) : b.Ticks.CompareTo(a.Ticks));
    }
}
