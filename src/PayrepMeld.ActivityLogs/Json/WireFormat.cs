using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>Reads answers and writes bodies, for both flavours of the transport.</summary>
internal static class WireFormat
{
    private static readonly WireContext Context = new(new JsonSerializerOptions
    {
        // A cursor's "+01:00" goes out as it came in, not as "\u002B01:00".
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    private static readonly Dictionary<Type, Func<BufferedBody, object>> Readers = new()
    {
        [typeof(PayrepActivityPage)] = PayrepPageReader.Read,
        [typeof(PayrepAuditPage)] = PayrepAuditReader.Read,
        [typeof(MeldActivityPage)] = MeldPageReader.Read,
        [typeof(PayrepSession)] = PayrepAuthReader.ReadSession,
        [typeof(PayrepAccessToken)] = PayrepAuthReader.ReadAccessToken,
        [typeof(PayrepTokenInfo)] = PayrepAuthReader.ReadTokenInfo,
    };

    /// <summary>Reads a successful answer.</summary>
    /// <exception cref="ActivityLogException">It is not what the vendor documents.</exception>
    public static T Read<T>(BufferedBody body) => (T)Readers[typeof(T)](body);

    /// <summary>Writes a request's body: bytes, so that it can be sent again.</summary>
    public static HttpContent Write<T>(T body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!);
        var content = SecretOf(body) is { } secret ? new SecretContent(bytes, secret) : new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    private static string? SecretOf(object body) => body switch
    {
        PayrepLoginRequest login => login.Password,
        PayrepRefreshRequest refresh => refresh.Refresh,
        PayrepVerifyRequest verify => verify.Token,
        _ => null,
    };
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PayrepLoginRequest))]
[JsonSerializable(typeof(PayrepRefreshRequest))]
[JsonSerializable(typeof(PayrepVerifyRequest))]
[JsonSerializable(typeof(PayrepFetchRequest))]
internal sealed partial class WireContext : JsonSerializerContext;
