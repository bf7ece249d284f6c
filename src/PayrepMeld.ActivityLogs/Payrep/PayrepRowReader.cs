using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Reads one row of Payrep's activity log.</summary>
internal static class PayrepRowReader
{
    public static RowResult<PayrepActivity> Read(ref Utf8JsonReader reader, in RowScope scope)
    {
        var fields = new RowFields(ref reader, scope);
        RowId id = default;
        RowInstant createdAt = default;
        string? endpoint = null, method = null, status = null, message = null, ip = null;
        int? code = null;
        while (fields.MoveNext(ref reader))
        {
            var name = NameOf(JsonText.Name(ref reader));
            reader.Read();
            switch (name)
            {
                case Name.Id:
                    id = fields.Id(ref reader);
                    break;
                case Name.CreatedAt:
                    createdAt = fields.Instant(ref reader);
                    break;
                case Name.ResponseCode:
                    code = ReadCode(ref reader);
                    if (code is null && reader.TokenType != JsonTokenType.Null)
                    {
                        fields.Keep(ref reader);
                    }

                    break;
                case Name.Endpoint:
                    endpoint = fields.Text(ref reader);
                    break;
                case Name.Method:
                    method = fields.Text(ref reader);
                    break;
                case Name.Status:
                    status = fields.Text(ref reader);
                    break;
                case Name.Message:
                    message = fields.Text(ref reader);
                    break;
                case Name.IpAddress:
                    ip = fields.Text(ref reader);
                    break;
                default:
                    fields.Keep(ref reader);
                    break;
            }
        }

        if (id.IsNone || createdAt.Ticks is not { } ticks)
        {
            return RowResult<PayrepActivity>.Unreadable(
                id.IsNone ? "It has no usable id." : createdAt.IsMissing ? "It has no usable created_at." : "Its created_at is not a time of ISO 8601.");
        }

        if (fields.IsTooDeep)
        {
            return RowResult<PayrepActivity>.Unreadable(RowFields.TooDeep, new RowPlace(new RowCursor(id.ToString(), createdAt.ToText()), ticks));
        }

        return RowResult<PayrepActivity>.Of(new PayrepActivity(id, ticks, createdAt.Shape, scope.Account, scope.ExtrasOf(fields, createdAt.Text, ref reader))
        {
            Path = endpoint,
            Method = method,
            ResponseCode = code,
            Status = status,
            Text = message,
            IpAddress = ip,
        });
    }

    // An entry has no room for the lowest number there is.
    private static int? ReadCode(ref Utf8JsonReader reader) => JsonText.ReadInt32(ref reader) is { } code and not int.MinValue ? code : null;

    private static Name NameOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Name.Id,
        6 when name.SequenceEqual("method"u8) => Name.Method,
        6 when name.SequenceEqual("status"u8) => Name.Status,
        7 when name.SequenceEqual("message"u8) => Name.Message,
        8 when name.SequenceEqual("endpoint"u8) => Name.Endpoint,
        10 when name.SequenceEqual("ip_address"u8) => Name.IpAddress,
        10 when name.SequenceEqual("created_at"u8) => Name.CreatedAt,
        13 when name.SequenceEqual("response_code"u8) => Name.ResponseCode,
        _ => Name.Other,
    };

    private enum Name
    {
        Other,
        Id,
        Endpoint,
        Method,
        ResponseCode,
        Status,
        Message,
        IpAddress,
        CreatedAt,
    }
}
