using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Benchmarks.Parsing;

/// <summary>Goes over every token and makes nothing of it.</summary>
internal static class TokenScan
{
    public static int Of(ReadOnlySpan<byte> json)
    {
        var tokens = 0;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }
}
