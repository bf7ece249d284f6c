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
        string? id = null, createdAt = null, endpoint = null, method = null, status = null, message = null, ip = null;
        int? code = null;
        while (fields.MoveNext(ref reader))
        {
            var name = NameOf(ref reader);
            reader.Read();
            switch (name)
            {
                case Name.Id:
                    id = fields.CursorText(ref reader, RowCursor.MaxIdLength);
                    break;
                case Name.CreatedAt:
                    createdAt = fields.CursorText(ref reader, RowCursor.MaxTimeLength);
                    break;
                case Name.ResponseCode:
                    code = JsonText.ReadInt32(ref reader);
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

        if (id is null || createdAt is null || !Iso8601.TryParse(createdAt, out var instant))
        {
            return new RowResult<PayrepActivity>(
                null,
                id is null ? "It has no usable id." : createdAt is null ? "It has no usable created_at." : "Its created_at is not a time of ISO 8601.",
                null);
        }

        var place = new RowPlace(new RowCursor(id, createdAt), instant.UtcTicks);
        return fields.IsTooDeep
            ? new RowResult<PayrepActivity>(null, RowFields.TooDeep, place)
            : new RowResult<PayrepActivity>(
                new PayrepActivity(id, createdAt, instant, scope.Account)
                {
                    Path = endpoint,
                    Method = method,
                    ResponseCode = code,
                    Status = status,
                    Text = message,
                    IpAddress = ip,
                    AdditionalJson = fields.Additional,
                    Raw = scope.RawFrom(fields.Start, ref reader),
                },
                null,
                place);
    }

    private static Name NameOf(ref Utf8JsonReader reader) =>
        JsonText.NameIs(ref reader, "id"u8) ? Name.Id
        : JsonText.NameIs(ref reader, "endpoint"u8) ? Name.Endpoint
        : JsonText.NameIs(ref reader, "method"u8) ? Name.Method
        : JsonText.NameIs(ref reader, "response_code"u8) ? Name.ResponseCode
        : JsonText.NameIs(ref reader, "status"u8) ? Name.Status
        : JsonText.NameIs(ref reader, "message"u8) ? Name.Message
        : JsonText.NameIs(ref reader, "ip_address"u8) ? Name.IpAddress
        : JsonText.NameIs(ref reader, "created_at"u8) ? Name.CreatedAt
        : Name.Other;

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
