using System.Buffers;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Payrep's envelope around what is not a page.</summary>
internal static class PayrepEnvelope
{
    public static byte[] Error(string code, string message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("status", false);
            json.WriteString("response_code", code);
            json.WriteString("message", message);
            json.WriteNull("data");
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Success(Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("status", true);
            json.WriteString("response_code", PayrepCodes.Success);
            json.WriteString("message", "Success");
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
