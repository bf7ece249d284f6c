using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Reads one page of Payrep's audit log, whose rows are only partly documented.</summary>
internal static class PayrepAuditReader
{
    /// <exception cref="ActivityLogException">The envelope is not what Payrep documents.</exception>
    public static PayrepAuditPage Read(BufferedBody body) =>
        new() { Entries = PayrepEnvelope.ReadData(body, ReadRows) ?? [] };

    private static List<PayrepAuditEntry> ReadRows(ref Utf8JsonReader reader, BufferedBody body)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw WireErrors.Protocol(body, "data is not an array");
        }

        var bytes = JsonText.WithoutMark(body.Span);
        var rows = new List<PayrepAuditEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            var row = reader.TokenType == JsonTokenType.StartObject ? ReadRow(ref reader, bytes) : default;
            reader.Skip();
            rows.Add(new PayrepAuditEntry
            {
                Id = row.Id,
                CreatedAt = row.CreatedAt,
                Action = row.Action,
                User = row.User,
                IpAddress = row.IpAddress,
                ResponseCode = row.ResponseCode,
                Raw = bytes[start..(int)reader.BytesConsumed].ToArray(),
            });
        }

        return rows;
    }

    private static Row ReadRow(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        var row = default(Row);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var text = JsonText.Read(ref reader);
            var structured = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            reader.Skip();
            switch (name)
            {
                case "id":
                    row.Id = text;
                    break;
                case "created_at":
                    row.CreatedAt = text;
                    break;
                case "action":
                    row.Action = text;
                    break;
                case "user":
                    row.User = structured ? Encoding.UTF8.GetString(bytes[start..(int)reader.BytesConsumed]) : text;
                    break;
                case "ip_address":
                    row.IpAddress = text;
                    break;
                case "response_code":
                    row.ResponseCode = text;
                    break;
                default:
                    break;
            }
        }

        return row;
    }

    private struct Row
    {
        public string? Id;
        public string? CreatedAt;
        public string? Action;
        public string? User;
        public string? IpAddress;
        public string? ResponseCode;
    }
}
