namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// The times and ids of a generated log, by place from the oldest. Some rows share an instant: now and then a handful, seldom hundreds.
/// Ids hold the time and then the place, so that they sort as the rows do and give the place back.
/// </summary>
internal sealed class SeededTimes
{
    private const uint Jitter = 11;
    private const uint Ties = 12;
    private const uint LongTies = 13;
    private const uint IdNoise = 14;
    private const int NoiseBits = 20;
    private const long PlaceMask = (1L << 42) - 1;

    private readonly int _seed;
    private readonly BusyWeek _week;

    public SeededTimes(int seed, long count, DateTimeOffset from, DateTimeOffset to)
    {
        _seed = seed;
        _week = new BusyWeek(from, to, count);
        Count = count;
    }

    public long Count { get; }

    /// <summary>To the microsecond.</summary>
    public long TicksAt(long age)
    {
        var anchor = Hash.Of(_seed, age >> 8, LongTies) % 128 == 0 ? age & ~0xffL
            : Hash.Of(_seed, age >> 3, Ties) % 24 == 0 ? age & ~0x7L
            : age;
        var ticks = _week.TicksAt(anchor, Hash.Of(_seed, anchor, Jitter));
        return ticks - (ticks % TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>48 bits of milliseconds, as in a UUID of version 7.</summary>
    public static ulong High(long ticks) => ((ulong)((ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) << 16) | 0x7000;

    public ulong Low(long age) => 0x8000_0000_0000_0000UL | ((ulong)age << NoiseBits) | (Hash.Of(_seed, age, IdNoise) & ((1UL << NoiseBits) - 1));

    /// <summary>The place an id names, from the oldest, or -1.</summary>
    public long AgeOf(ulong high, ulong low)
    {
        var age = (long)(low >> NoiseBits) & PlaceMask;
        return age < Count && Low(age) == low && High(TicksAt(age)) == high ? age : -1;
    }

    /// <summary>From the newest to the oldest, and back.</summary>
    public long Turn(long index)
    {
        if ((ulong)index >= (ulong)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, "There is no such row.");
        }

        return Count - 1 - index;
    }
}
