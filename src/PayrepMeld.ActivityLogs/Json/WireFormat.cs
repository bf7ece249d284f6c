using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>Reads answers and writes bodies, for both flavours of the transport.</summary>
internal static class WireFormat
{
    /// <summary>Reads a successful answer.</summary>
    /// <exception cref="ActivityLogException">It is not what the vendor documents.</exception>
    public static T Read<T>(BufferedBody body) => throw new NotSupportedException(typeof(T).Name + body.StatusCode);

    /// <summary>Writes a request's body: bytes, so that it can be sent again.</summary>
    public static HttpContent Write<T>(T body) => throw new NotSupportedException(body?.ToString());
}
