using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Meld's error object.</summary>
internal static class MeldErrors
{
    public static byte[] Body(string code, string message, string requestId, DateTimeOffset at)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteStartArray("errors");
            json.WriteStringValue(message);
            json.WriteEndArray();
            json.WriteString("requestId", requestId);
            json.WriteString("timestamp", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
