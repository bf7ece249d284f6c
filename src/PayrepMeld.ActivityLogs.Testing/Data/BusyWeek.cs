namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// Spreads rows over time as an office in Lagos would make them: busy working hours, quiet nights and weekends. Whole numbers only, so that
/// every machine gets the same times and a later row is never earlier.
/// </summary>
internal sealed class BusyWeek
{
    private const int HoursPerWeek = 7 * 24;
    private const int JitterBits = 20;

    // Weights by hour of day in Lagos, from midnight.
    private static readonly int[] WorkingDay = [2, 1, 1, 1, 1, 2, 6, 16, 32, 40, 40, 38, 30, 34, 40, 38, 32, 22, 14, 10, 8, 6, 4, 3];
    private static readonly int[] Weekend = [2, 1, 1, 1, 1, 1, 2, 3, 4, 6, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 2];

    // A Monday, 00:00 in Lagos.
    private static readonly long Origin = new DateTimeOffset(2000, 1, 3, 0, 0, 0, TimeSpan.FromHours(1)).UtcTicks;

    // What has gone by at the beginning of each hour of a week, in weight times ticks.
    private static readonly long[] Before = Sums();

    private readonly long _first;
    private readonly long _span;
    private readonly long _count;

    public BusyWeek(DateTimeOffset from, DateTimeOffset to, long count)
    {
        if (from.UtcTicks < Origin)
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, "A generated log begins in 2000-01-03 or later.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1L << 40);
        _first = At(from.UtcTicks);
        _span = At(to.UtcTicks) - _first;
        _count = Math.Max(1, count);
    }

    /// <summary>The time of a row, by its place from the oldest.</summary>
    /// <param name="age">0 is the oldest.</param>
    /// <param name="jitter">A random number; its lowest bits move the row within its share of the time.</param>
    public long TicksAt(long age, ulong jitter)
    {
        var numerator = ((Int128)age << JitterBits) + (long)(jitter & ((1UL << JitterBits) - 1));
        var passed = _first + (long)((Int128)_span * numerator / ((Int128)_count << JitterBits));
        var (week, within) = Math.DivRem(passed, Before[HoursPerWeek]);
        var hour = Array.BinarySearch(Before, within);
        hour = hour < 0 ? ~hour - 1 : hour;
        return Origin + (((week * HoursPerWeek) + hour) * TimeSpan.TicksPerHour) + ((within - Before[hour]) / Weight(hour));
    }

    /// <summary>What has gone by since the origin at an instant.</summary>
    private static long At(long utcTicks)
    {
        var (hours, within) = Math.DivRem(utcTicks - Origin, TimeSpan.TicksPerHour);
        var (week, hour) = Math.DivRem(hours, HoursPerWeek);
        return (week * Before[HoursPerWeek]) + Before[hour] + (within * Weight((int)hour));
    }

    private static int Weight(int hour) => (hour / 24 < 5 ? WorkingDay : Weekend)[hour % 24];

    private static long[] Sums()
    {
        var sums = new long[HoursPerWeek + 1];
        for (var hour = 0; hour < HoursPerWeek; hour++)
        {
            sums[hour + 1] = sums[hour] + (Weight(hour) * TimeSpan.TicksPerHour);
        }

        return sums;
    }
}
