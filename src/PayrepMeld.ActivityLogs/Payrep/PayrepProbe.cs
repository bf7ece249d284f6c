using System.Globalization;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>The cheapest read there is: two rows of today. No row is an answer as well.</summary>
internal static class PayrepProbe
{
    public static HealthProbeRequest Create(Uri baseAddress, DateTimeOffset now)
    {
        var today = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new(HttpMethod.Post, baseAddress, PayrepPaths.ActivityLogs)
        {
            Content = WireFormat.Write(new PayrepFetchRequest { StartDate = today, EndDate = today, Limit = HealthProbeRequest.Rows }),
        };
    }
}
