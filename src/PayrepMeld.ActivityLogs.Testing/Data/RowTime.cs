using System.Globalization;
using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>An instant to the nanosecond: UTC ticks and what is below a tick.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowTime(long Ticks, int Nanoseconds) : IComparable<RowTime>
{
    public static bool operator <(RowTime left, RowTime right) => left.CompareTo(right) < 0;

    public static bool operator >(RowTime left, RowTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(RowTime left, RowTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RowTime left, RowTime right) => left.CompareTo(right) >= 0;

    public int CompareTo(RowTime other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Reads an ISO 8601 date and time of up to nine fraction digits; without an offset it is UTC.</summary>
    public static bool TryParse(string text, out RowTime time, out string offset)
    {
        time = default;
        offset = "";
        if (text.Length < 19)
        {
            return false;
        }

        var fraction = 0L;
        var rest = text.AsSpan(19);
        if (rest.Length > 0 && rest[0] is '.' or ',')
        {
            var digits = 0;
            for (rest = rest[1..]; rest.Length > 0 && char.IsAsciiDigit(rest[0]); rest = rest[1..])
            {
                if (++digits > 9)
                {
                    return false;
                }

                fraction = (fraction * 10) + (rest[0] - '0');
            }

            if (digits == 0)
            {
                return false;
            }

            for (; digits < 9; digits++)
            {
                fraction *= 10;
            }
        }

        offset = rest.ToString();
        if (!DateTimeOffset.TryParseExact(string.Concat(text.AsSpan(0, 19), rest), "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var whole))
        {
            return false;
        }

        time = new RowTime(whole.UtcTicks + (fraction / 100), (int)(fraction % 100));
        return true;
    }
}
