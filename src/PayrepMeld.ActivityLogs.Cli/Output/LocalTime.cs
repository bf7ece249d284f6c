using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>An instant for people: the time of their zone, which it names.</summary>
internal static class LocalTime
{
    public static string Of(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString(IsUtc(zone) ? "yyyy-MM-dd HH:mm:ss.fff'Z'" : "yyyy-MM-dd HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>Without year and milliseconds, where there is little room.</summary>
    public static string ShortOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString(IsUtc(zone) ? "MM-dd HH:mm:ss'Z'" : "MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>How long each of them is.</summary>
    public static int Length(TimeZoneInfo zone) => IsUtc(zone) ? 24 : 29;

    /// <summary>How long each short one is.</summary>
    public static int ShortLength(TimeZoneInfo zone) => IsUtc(zone) ? 15 : 20;

    private static bool IsUtc(TimeZoneInfo zone) => zone.Equals(TimeZoneInfo.Utc);
}
