namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>The range a read delivers, exactly: <c>[From, To)</c>.</summary>
internal readonly record struct ReadBounds(DateTimeOffset? From, DateTimeOffset To)
{
    // A slow clock must not hide the newest rows: an open end lies this far ahead, and is frozen for the read.
    private static readonly TimeSpan OpenEndAhead = TimeSpan.FromDays(2);

    public static ReadBounds Of(ActivityLogQuery query, TimeProvider timeProvider) =>
        new(query.From, query.To ?? timeProvider.GetUtcNow() + OpenEndAhead);

    /// <summary>About where the newest rows are: an open end lies ahead of them.</summary>
    public long NewestExpected(ActivityLogQuery query) => (query.To ?? To - OpenEndAhead).UtcTicks;

    /// <summary>Nothing can be in it: the vendors refuse such a range, so it is not asked for.</summary>
    public bool IsEmpty => From >= To;

    public bool Contains(long ticks) => !IsOlder(ticks) && ticks < To.UtcTicks;

    public bool IsOlder(long ticks) => From is { } from && ticks < from.UtcTicks;
}
