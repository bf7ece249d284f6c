using System.Globalization;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>The cheapest read there is: two rows of the last minute. No row is an answer as well.</summary>
internal static class MeldProbe
{
    public static HealthProbeRequest Create(Uri baseAddress, DateTimeOffset now) => new(
        HttpMethod.Get,
        baseAddress,
        string.Create(CultureInfo.InvariantCulture, $"/activity-log?start={Text(now.AddMinutes(-1))}&end={Text(now)}&limit={HealthProbeRequest.Rows}"));

    private static string Text(DateTimeOffset instant) =>
        Uri.EscapeDataString(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
