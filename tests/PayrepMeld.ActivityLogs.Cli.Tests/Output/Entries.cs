using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Output;

/// <summary>Entries, and what a writer makes of them.</summary>
internal static class Entries
{
    public static ActivityLogEntry Payrep(
        string? message = "Insufficient funds", string? endpoint = "/api/v1/transfers", string? status = "error", int? code = 400, string? ip = "203.0.113.7", string? method = "POST", string id = "p1") =>
        PayrepActivity.Parse(JsonSerializer.SerializeToUtf8Bytes(new { id, created_at = "2026-11-22T06:59:44.8461239Z", endpoint, method, response_code = code, status, message, ip_address = ip }));

    public static ActivityLogEntry Meld(string json = "{}") =>
        MeldActivity.Parse(Encoding.UTF8.GetBytes($$"""{"key":"k1","occurredAt":"2026-11-22T07:00:00Z","attributes":{{json}}}"""));

    public static string Written(Func<Stream, IEntryWriter> create, params IEnumerable<ActivityLogEntry> entries)
    {
        using var output = new MemoryStream();
        var writer = create(output);
        using var disposable = writer as IDisposable;
        foreach (var entry in entries)
        {
            writer.Write(entry);
        }

        writer.Complete();
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(output.ToArray());
    }
}
