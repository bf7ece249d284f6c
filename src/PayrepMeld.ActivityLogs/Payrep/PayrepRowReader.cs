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
        bool idAltered = false, timeAltered = false, ok = true;
        while (ok && fields.MoveNext(ref reader))
        {
            var name = NameOf(ref reader);
            reader.Read();
            switch (name)
            {
                case Name.Id:
                    id = JsonText.Read(ref reader, out idAltered);
                    ok = fields.TrySkip(ref reader);
                    break;
                case Name.CreatedAt:
                    createdAt = JsonText.Read(ref reader, out timeAltered);
                    ok = fields.TrySkip(ref reader);
                    break;
                case Name.ResponseCode:
                    code = JsonText.ReadInt32(ref reader);
                    ok = code is not null || reader.TokenType == JsonTokenType.Null || fields.TryKeep(ref reader);
                    break;
                case Name.Endpoint:
                    ok = fields.TryText(ref reader, ref endpoint);
                    break;
                case Name.Method:
                    ok = fields.TryText(ref reader, ref method);
                    break;
                case Name.Status:
                    ok = fields.TryText(ref reader, ref status);
                    break;
                case Name.Message:
                    ok = fields.TryText(ref reader, ref message);
                    break;
                case Name.IpAddress:
                    ok = fields.TryText(ref reader, ref ip);
                    break;
                default:
                    ok = fields.TryKeep(ref reader);
                    break;
            }
        }

        var hasPlace = !string.IsNullOrEmpty(id) && !idAltered && !string.IsNullOrEmpty(createdAt) && !timeAltered;
        var place = hasPlace ? new RowCursor(id!, createdAt) : (RowCursor?)null;
        var instant = default(DateTimeOffset);
        var problem = !ok ? RowFields.TooDeep
            : string.IsNullOrEmpty(id) || idAltered ? "It has no usable id."
            : string.IsNullOrEmpty(createdAt) || timeAltered ? "It has no created_at."
            : !Iso8601.TryParse(createdAt, out instant) ? "Its created_at is not a time of ISO 8601."
            : null;
        return problem is not null
            ? new RowResult<PayrepActivity>(null, problem, place)
            : new RowResult<PayrepActivity>(
                new PayrepActivity(id!, createdAt!, instant, scope.Account)
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
