using System.Text.Json;
namespace PayrepMeld.ActivityLogs.Json;
internal delegate T RowRead<T>(ref Utf8JsonReader reader, string account);
internal static class RowParser
{
    public static T ParseOne<T>(ReadOnlySpan<byte> utf8, string account, RowRead<T> read) => throw new NotSupportedException();
    public static JsonElement? ToElement(ReadOnlyMemory<byte> json) => throw new NotSupportedException();
}
