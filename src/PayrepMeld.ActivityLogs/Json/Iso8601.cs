namespace PayrepMeld.ActivityLogs.Json;

/// <summary>
/// Reads the times vendors write: <c>YYYY-MM-DDThh:mm[:ss[.fraction]][Z|±hh[:mm]]</c>, a space or <c>t</c> for the <c>T</c>, any number
/// of fraction digits (those beyond 100 ns are cut), and no offset for UTC.
/// </summary>
internal static class Iso8601
{
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < 16
            || !TryDigits(text[..4], out var year) || text[4] != '-'
            || !TryDigits(text[5..7], out var month) || text[7] != '-'
            || !TryDigits(text[8..10], out var day) || text[10] is not ('T' or 't' or ' ')
            || !TryDigits(text[11..13], out var hour) || text[13] != ':'
            || !TryDigits(text[14..16], out var minute))
        {
            return false;
        }

        text = text[16..];
        if (!TrySeconds(ref text, out var second, out var fraction) || !TryOffset(text, out var offset)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        // A leap second, written :60, is the first instant of the next minute: the clock of this platform has none.
        var ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified).Ticks
            + (second * TimeSpan.TicksPerSecond) + fraction - offset.Ticks;
        if (ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TrySeconds(ref ReadOnlySpan<char> text, out int second, out long fraction)
    {
        second = 0;
        fraction = 0;
        if (text.IsEmpty || text[0] != ':')
        {
            return true;
        }

        if (text.Length < 3 || !TryDigits(text[1..3], out second))
        {
            return false;
        }

        text = text[3..];
        if (text.IsEmpty || text[0] is not ('.' or ','))
        {
            return true;
        }

        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length - 1 : digits;
        for (var i = 1; i <= 7; i++)
        {
            fraction = (fraction * 10) + (i <= digits ? text[i] - '0' : 0);
        }

        text = text[(digits + 1)..];
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text.IsEmpty || text is "Z" or "z")
        {
            return true;
        }

        var minutes = 0;
        var rest = text.Length > 3 ? text[(text[3] == ':' ? 4 : 3)..] : [];
        if (text[0] is not ('+' or '-') || text.Length < 3 || !TryDigits(text[1..3], out var hours)
            || (text.Length > 3 && (rest.Length != 2 || !TryDigits(rest, out minutes)))
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
