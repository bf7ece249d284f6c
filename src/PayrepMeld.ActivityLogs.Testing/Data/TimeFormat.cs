using System.Globalization;
using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>How a fake writes times. What the format cannot show, the fake does not know either: a row's time is cut to it.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TimeFormat
{
    private const int DateAndTimeLength = 19;

    /// <summary>Creates a format.</summary>
    /// <param name="fractionDigits">Digits after the second, 0 (then also no point) to 9.</param>
    /// <param name="offset">How the offset is written.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fractionDigits"/> is not 0 to 9.</exception>
    public TimeFormat(int fractionDigits, OffsetStyle offset = OffsetStyle.Z)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fractionDigits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionDigits, 9);
        FractionDigits = fractionDigits;
        Offset = offset;
    }

    /// <summary>Digits after the second, 0 to 9.</summary>
    public int FractionDigits { get; }

    /// <summary>How the offset is written.</summary>
    public OffsetStyle Offset { get; }

    internal RowTime Cut(DateTimeOffset time, int nanoseconds)
    {
        var digits = FractionDigits;
        if (digits >= 7)
        {
            var step = digits switch { 7 => 100, 8 => 10, _ => 1 };
            return new RowTime(time.UtcTicks, nanoseconds - (nanoseconds % step));
        }

        var unit = TimeSpan.TicksPerSecond;
        for (; digits > 0; digits--)
        {
            unit /= 10;
        }

        return new RowTime(time.UtcTicks - (time.UtcTicks % unit), 0);
    }

    internal string Write(RowTime time)
    {
        var offset = Offset switch { OffsetStyle.Z => "Z", OffsetStyle.PlusZero => "+00:00", OffsetStyle.PlusOne => "+01:00", _ => "" };
        var local = new DateTime(time.Ticks + (Offset == OffsetStyle.PlusOne ? TimeSpan.TicksPerHour : 0), DateTimeKind.Unspecified);
        Span<char> text = stackalloc char[DateAndTimeLength + 10 + 6];
        local.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        if (FractionDigits > 0)
        {
            text[length++] = '.';
            var fraction = ((local.Ticks % TimeSpan.TicksPerSecond) * 100) + time.Nanoseconds;
            for (var divisor = 100_000_000L; divisor > 0 && length < DateAndTimeLength + 1 + FractionDigits; divisor /= 10)
            {
                text[length++] = (char)('0' + (fraction / divisor % 10));
            }
        }

        offset.CopyTo(text[length..]);
        return new string(text[..(length + offset.Length)]);
    }
}
