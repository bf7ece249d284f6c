using System.Text.Json;
namespace PayrepMeld.ActivityLogs.Payrep;
internal static class PayrepRowReader { public static PayrepActivity Read(ref Utf8JsonReader reader, string account) => throw new NotSupportedException(); }
