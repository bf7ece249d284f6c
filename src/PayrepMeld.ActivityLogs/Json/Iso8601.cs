namespace PayrepMeld.ActivityLogs.Json;

/// <summary>
/// Reads the times vendors write: <c>YYYY-MM-DDThh:mm[:ss[.fraction]][Z|±hh[:mm]]</c>, a space or <c>t</c> for the <c>T</c>, any number
/// of fraction digits (those beyond 100 ns are cut), and no offset for UTC. From the bytes as they came.
/// </summary>
internal static class Iso8601
{
    private const int DateAndMinute = 16;

    /// <summary>Reads a time.</summary>
    /// <param name="text">The whole text, in UTF-8.</param>
    /// <param name="utcTicks">The instant.</param>
    /// <param name="shape">How it is written; none where that cannot be told in a shape.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out long utcTicks, out TimeShape shape)
    {
        utcTicks = 0;
        shape = default;
        if (text.Length < DateAndMinute || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' '))
        {
            return false;
        }

        var (century, year, month, day) = (Two(text, 0), Two(text, 2), Two(text, 5), Two(text, 8));
        var (hour, minute) = (Two(text, 11), Two(text, 14));
        if ((century | year | month | day | hour | minute) < 0
            || !TrySeconds(text[DateAndMinute..], out var seconds)
            || !TryOffset(text[(DateAndMinute + seconds.Length)..], out var zone, out var offset, out var isNegative))
        {
            return false;
        }

        year += century * 100;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || seconds.Value > 60)
        {
            return false;
        }

        // A leap second, written :60, is the first instant of the next minute: the clock of this platform has none.
        var ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified).Ticks
            + (seconds.Value * TimeSpan.TicksPerSecond) + seconds.Fraction
            - ((isNegative ? -offset : offset) * TimeSpan.TicksPerMinute);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utcTicks = ticks;
        shape = seconds.Value == 60 || seconds.Digits > TimeShape.MaxDigits
            ? default
            : new TimeShape(text[10], seconds.Length > 0, seconds.HasComma, seconds.Digits, seconds.BelowTick, zone, offset, isNegative);
        return true;
    }

    private static bool TrySeconds(ReadOnlySpan<byte> text, out Seconds seconds)
    {
        seconds = default;
        if (text.IsEmpty || text[0] != ':')
        {
            return true;
        }

        if (text.Length < 3 || Two(text, 1) is var value && value < 0)
        {
            return false;
        }

        seconds = new Seconds { Value = value, Length = 3 };
        if (text.Length == 3 || text[3] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        int fraction = 0, below = 0, digits = 0;
        for (var i = 4; i < text.Length && (uint)(text[i] - '0') <= 9; i++, digits++)
        {
            fraction = digits < 7 ? (fraction * 10) + text[i] - '0' : fraction;
            below = digits is 7 or 8 ? (below * 10) + text[i] - '0' : below;
        }

        for (var i = digits; i < 7; i++)
        {
            fraction *= 10;
        }

        seconds = new Seconds { Value = value, Length = 4 + digits, Fraction = fraction, BelowTick = below, Digits = digits, HasComma = text[3] == ',' };
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out ZoneStyle zone, out int minutes, out bool isNegative)
    {
        zone = ZoneStyle.None;
        minutes = 0;
        isNegative = false;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z')
        {
            zone = text[0] == 'Z' ? ZoneStyle.UpperZ : ZoneStyle.LowerZ;
            return true;
        }

        zone = text.Length switch { 3 => ZoneStyle.TwoDigits, 5 => ZoneStyle.FourDigits, 6 => ZoneStyle.WithColon, _ => ZoneStyle.None };
        if (zone == ZoneStyle.None || text[0] is not ((byte)'+' or (byte)'-') || (zone == ZoneStyle.WithColon && text[3] != ':'))
        {
            return false;
        }

        var (hours, rest) = (Two(text, 1), text.Length == 3 ? 0 : Two(text, text.Length - 2));
        minutes = (hours * 60) + rest;
        isNegative = text[0] == '-';
        return hours is >= 0 and <= 23 && rest is >= 0 and <= 59;
    }

    /// <summary>Two digits; negative for anything else.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }

    private ref struct Seconds
    {
        public int Value;

        /// <summary>Of its text, the colon before it included.</summary>
        public int Length;

        /// <summary>In ticks.</summary>
        public int Fraction;
        public int BelowTick;
        public int Digits;
        public bool HasComma;
    }
}
