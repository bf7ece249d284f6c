using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>A vendor with a list of rows, newest first, that honours ranges, cursors and limits; tests may hold its answers back.</summary>
internal sealed class ListSource(IReadOnlyList<ActivityLogEntry> rows, ActivityLogVendor vendor = ActivityLogVendor.Payrep) : IPageSource
{
    private readonly object _lock = new();
    private int _running;

    public ActivityLogVendor Vendor => vendor;

    public int MaxPageSize => vendor == ActivityLogVendor.Meld ? 100 : ActivityLogQuery.MaxPageSize;

    public int RequestsAtOnce { get; set; } = 64;

    public SliceGrain Grain => vendor == ActivityLogVendor.Meld ? SliceGrain.Second : SliceGrain.VendorDay;

    /// <summary>Waits before it answers the request of that number, from 1.</summary>
    public Func<int, Slice, CancellationToken, Task>? Before { get; init; }

    /// <summary>How far the vendor's days are ahead of UTC's.</summary>
    public TimeSpan Zone { get; init; }

    public int Requests { get; private set; }

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public int MostAtOnce { get; private set; }

    /// <summary>Rows of another vendor's kind, spread evenly over a range, or with most of them in a small part of it.</summary>
    public static List<ActivityLogEntry> Spread(ActivityLogVendor vendor, int count, TimeSpan range, double share = 0, double from = 0, double width = 0.05)
    {
        var random = new Random(3);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(_ => range.TotalSeconds * (random.NextDouble() < share ? from + (random.NextDouble() * width) : random.NextDouble()))
                .Order()
                .Select((seconds, i) => vendor == ActivityLogVendor.Meld ? (ActivityLogEntry)Rows.MeldRow($"r{i}", seconds) : Rows.PayrepRow($"r{i}", seconds)),
        ];
    }

    public async Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int number;
        lock (_lock)
        {
            number = ++Requests;
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        try
        {
            await (Before?.Invoke(number, slice, cancellationToken) ?? Task.CompletedTask);
            return Answer(slice, after, limit);
        }
        finally
        {
            lock (_lock)
            {
                _running--;
            }
        }
    }

    private SourcePage Answer(Slice slice, RowCursor? after, int limit)
    {
        var matching = rows.Where(row =>
            (slice.Floor is { } floor ? row.UtcTicks + Zone.Ticks >= floor : !slice.Whole.IsOlder(row.UtcTicks))
            && row.UtcTicks < slice.Whole.To.UtcTicks
            && (slice.Ceiling is not { } ceiling || row.UtcTicks + Zone.Ticks < ceiling));
        var left = (after is { } cursor ? matching.SkipWhile(row => row.Id != cursor.Id).Skip(1) : matching).ToList();
        var page = left.Take(limit).ToList();
        return vendor == ActivityLogVendor.Meld
            ? new SourcePage(page, []) { TellsRemaining = true, Remaining = left.Count - page.Count, Count = page.Count }
            : new SourcePage(page, []);
    }
}
