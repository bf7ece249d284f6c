using System.Buffers;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.AspNetCore;

/// <summary>Entries as JSON Lines: a few members that never change their names, and the vendor's row as it came.</summary>
internal sealed class EntryLines(IBufferWriter<byte> output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output);

    public void Write(ActivityLogEntry entry)
    {
        _json.WriteStartObject();
        _json.WriteString("vendor", entry.Vendor.ToString());
        _json.WriteString("account", entry.Account);
        _json.WriteString("id", entry.Id);
        _json.WriteString("occurredAt", entry.OccurredAt.UtcDateTime);
        _json.WriteString("outcome", entry.Outcome.ToString());
        _json.WritePropertyName("row");
        _json.WriteRawValue(OnOneLine(entry.Raw), skipInputValidation: true);
        EndLine();
    }

    /// <summary>A row that is no entry is not kept back: its bytes may not even be JSON, so they come as base64.</summary>
    public void Write(UnreadableRow row)
    {
        _json.WriteStartObject();
        _json.WriteString("vendor", row.Vendor.ToString());
        _json.WriteString("unreadable", row.Reason);
        _json.WriteBase64String("bytes", row.Raw.Span);
        EndLine();
    }

    public void Dispose() => _json.Dispose();

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.Write("\n"u8);
    }

    /// <summary>In JSON a line break can only stand between tokens, where a space says the same; in JSON Lines it would end the line.</summary>
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlyMemory<byte> row)
    {
        if (row.Span.IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            return row.Span;
        }

        var copy = row.ToArray();
        copy.AsSpan().Replace((byte)'\r', (byte)' ');
        copy.AsSpan().Replace((byte)'\n', (byte)' ');
        return copy;
    }
}
