using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Reads one page of Payrep's activity log.</summary>
internal static class PayrepPageReader
{
    /// <exception cref="ActivityLogException">The envelope is not what Payrep documents.</exception>
    public static PayrepActivityPage Read(BufferedBody body)
    {
        var rows = PayrepEnvelope.ReadData(body, PayrepEnvelope.ReadRows);
        return new PayrepActivityPage
        {
            Entries = rows?.Entries ?? [],
            UnreadableRows = rows?.Unreadable ?? [],
            Attempts = body.Attempts,
            StatusCode = body.StatusCode,
        };
    }
}
