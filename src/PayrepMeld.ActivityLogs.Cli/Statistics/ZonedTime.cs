using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>Times as people read them, in a zone's clock.</summary>
internal static class ZonedTime
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary><c>2026-11-21 14:03:22 +01:00</c>; a zone without offset is UTC.</summary>
    public static string Text(DateTimeOffset time, TimeZoneInfo zone) => $"{Local(time, zone, "yyyy-MM-dd HH:mm:ss")} {Offset(time, zone)}";

    /// <summary><c>2026-11-21T14:03:22+01:00</c>: one word, for what is cut into columns.</summary>
    public static string Word(DateTimeOffset time, TimeZoneInfo zone) => Local(time, zone, "yyyy-MM-dd'T'HH:mm:sszzz");

    public static string Local(DateTimeOffset time, TimeZoneInfo zone, string format) => TimeZoneInfo.ConvertTime(time, zone).ToString(format, CultureInfo.InvariantCulture);

    public static string Offset(DateTimeOffset time, TimeZoneInfo zone) => zone.GetUtcOffset(time) == TimeSpan.Zero ? "UTC" : Local(time, zone, "zzz");

    /// <summary>The offset the zone has all through a range; null where it changes.</summary>
    public static string? OnlyOffset(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        // Offsets hold for weeks at least: a look at each week misses none.
        for (var time = from; time < to; time = to - time > Week ? time + Week : to)
        {
            if (zone.GetUtcOffset(time) != zone.GetUtcOffset(to))
            {
                return null;
            }
        }

        return Offset(to, zone);
    }
}
