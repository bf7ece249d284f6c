using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>An instant as people type it: <c>2h</c> ago, a date, or RFC 3339.</summary>
internal static class TimeArgument
{
    public const string Allowed = "how long ago (30s, 15m, 2h, 3d, 1w), a date (2026-11-20, its midnight), or RFC 3339 (2026-11-20T08:00:00+01:00)";

    private const int DateLength = 10;
    private const int MostDigits = 7;

    private static readonly string[] DateFormats = ["yyyy-MM-dd"];

    // Without an offset the zone is the one of a date.
    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <param name="text">What was typed.</param>
    /// <param name="now">What "ago" counts from.</param>
    /// <param name="zone">The zone of what names none.</param>
    /// <param name="instant">The instant, in UTC.</param>
    public static bool TryParse(string text, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        text = Exact(text);
        const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, Universal, out instant))
        {
            return true;
        }

        if (DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out local))
        {
            return TryPlace(local, zone, out instant);
        }

        return TryAgo(text, now, out instant);
    }

    /// <summary>One form for all that RFC 3339 leaves open (small letters, a space for the T, any number of digits) and for times as the tool prints them.</summary>
    private static string Exact(string text)
    {
        if (text.Length < DateLength + 2 || text[DateLength] is not (' ' or 'T' or 't'))
        {
            return text;
        }

        var time = text[(DateLength + 1)..].ToUpperInvariant().Replace(" UTC", "Z", StringComparison.Ordinal).Replace(" +", "+", StringComparison.Ordinal).Replace(" -", "-", StringComparison.Ordinal);
        var digits = time.IndexOf('.', StringComparison.Ordinal) + 1;
        var end = digits;
        while (digits > 0 && end < time.Length && char.IsAsciiDigit(time[end]))
        {
            end++;
        }

        // Beyond what a clock here can tell, digits are cut.
        return $"{text[..DateLength]}T{time[..Math.Min(end, digits + MostDigits)]}{time[end..]}";
    }

    private static bool TryPlace(DateTime local, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        // A time the clocks skip (a midnight, in some zones) is the moment they skip to.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        // Of a time that comes twice, the first.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        var ticks = local.Ticks - offset.Ticks;
        var isInRange = ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks;
        instant = isInRange ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return isInRange;
    }

    private static bool TryAgo(string text, DateTimeOffset now, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var seconds = text[^1] switch
        {
            's' => count,
            'm' => count * 60,
            'h' => count * 3600,
            'd' => count * 86_400,
            'w' => count * 7 * 86_400,
            _ => double.NaN,
        };
        if (!(seconds <= (now - DateTimeOffset.MinValue).TotalSeconds))
        {
            return false;
        }

        instant = now - TimeSpan.FromSeconds(seconds);
        return true;
    }
}
