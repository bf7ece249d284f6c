namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>
/// One hour of a zone's clock, as instants in UTC ticks. Where clocks go back, the hour that comes twice is two buckets; where they change by
/// less than an hour, the hour cut short is a shorter bucket. Together buckets leave no instant out and overlap nowhere.
/// </summary>
internal readonly record struct HourBucket(long Start, long End)
{
    public static HourBucket Of(long ticks, TimeZoneInfo zone)
    {
        var offset = Offset(ticks, zone);
        var start = ticks + offset - ((ticks + offset) % TimeSpan.TicksPerHour) - offset;
        var end = start + TimeSpan.TicksPerHour;
        start = Math.Max(start, 0);
        end = Math.Min(end, DateTimeOffset.MaxValue.Ticks);
        return new(
            Offset(start, zone) == offset ? start : FirstSame(start, ticks, offset, zone),
            Offset(end - 1, zone) == offset ? end : FirstOther(ticks, end - 1, offset, zone));
    }

    public bool Contains(long ticks) => ticks >= Start && ticks < End;

    private static long Offset(long ticks, TimeZoneInfo zone) => zone.GetUtcOffset(new DateTimeOffset(ticks, TimeSpan.Zero)).Ticks;

    // From low, which has another offset, to high, which has this one.
    private static long FirstSame(long low, long high, long offset, TimeZoneInfo zone)
    {
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Offset(middle, zone) == offset ? (low, middle) : (middle, high);
        }

        return high;
    }

    // From low, which has this offset, to high, which has another.
    private static long FirstOther(long low, long high, long offset, TimeZoneInfo zone)
    {
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Offset(middle, zone) == offset ? (middle, high) : (low, middle);
        }

        return high;
    }
}
