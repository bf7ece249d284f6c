using System.Text.Json;
namespace PayrepMeld.ActivityLogs.Meld;
internal static class MeldRowReader { public static MeldActivity Read(ref Utf8JsonReader reader, string account) => throw new NotSupportedException(); }
internal sealed class MeldFacts { public string? Action, EventType, RequestId, CustomerId, ConnectionId, HttpMethod, Endpoint, Message, ClientIp; public int? StatusCode; public static MeldFacts Find(ReadOnlySpan<byte> a, ReadOnlySpan<byte> d) => throw new NotSupportedException(); }
