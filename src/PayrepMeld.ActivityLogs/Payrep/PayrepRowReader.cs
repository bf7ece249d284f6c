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
        JsonScalar endpoint = default, method = default, status = default;
        string? message = null, ip = null;
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
                    code = JsonText.ReadInt32(ref reader);
                    if (code is null && reader.TokenType != JsonTokenType.Null)
                    {
                        fields.Keep(ref reader);
                    }

                    break;
                case Name.Endpoint:
                    endpoint = fields.Scalar(ref reader);
                    break;
                case Name.Method:
                    method = fields.Scalar(ref reader);
                    break;
                case Name.Status:
                    status = fields.Scalar(ref reader);
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

        var shared = PayrepShared.Of(scope, method, endpoint, status, code, createdAt.Shape);
        return RowResult<PayrepActivity>.Of(new PayrepActivity(id, ticks, scope.OriginOf(fields, createdAt.Text, ref reader), shared)
        {
            Text = message,
            IpAddress = ip,
        });
    }

    /// <summary>Reads a row whose members are all known and plain.</summary>
    public static PayrepActivity? Scan(ref JsonScan scan, in RowScope scope)
    {
        RowId id = default;
        RowInstant createdAt = default;
        JsonScalar endpoint = default, method = default, status = default, message = default, ip = default;
        int? code = null;
        if (!scan.TryTake('{'))
        {
            return null;
        }

        var usual = Name.Id;
        do
        {
            var name = NameOf(ref scan, ref usual);
            scan.Peek();
            switch (name)
            {
                case Name.Id when RowId.TryRead(scan.PeekShortText(), out id):
                case Name.CreatedAt when RowInstant.TryRead(scan.PeekShortText(), out createdAt):
                    scan.Take(scan.PeekShortText());
                    continue;
                case Name.Other:
                    return null;
                default:
                    break;
            }

            if (!scan.TryScalar(out var value))
            {
                return null;
            }

            switch (name)
            {
                case Name.Id when value.TryId(out id):
                    break;
                case Name.ResponseCode when value.ToInteger() is >= int.MinValue and <= int.MaxValue and var number:
                    code = (int)number;
                    break;
                case Name.Endpoint:
                    endpoint = value;
                    break;
                case Name.Method:
                    method = value;
                    break;
                case Name.Status:
                    status = value;
                    break;
                case Name.Message:
                    message = value;
                    break;
                case Name.IpAddress:
                    ip = value;
                    break;
                default:
                    return null;
            }
        }
        while (scan.TryTake(','));

        return scan.TryTake('}') && !id.IsNone && createdAt.Ticks is { } ticks
            ? new PayrepActivity(id, ticks, new EntryOrigin(scope.Account), PayrepShared.Of(scope, method, endpoint, status, code, createdAt.Shape))
            {
                Text = scope.Share(message),
                IpAddress = scope.Share(ip),
            }
            : null;
    }

    /// <summary>The next member's name, which is seldom another than the one that usually comes next.</summary>
    private static Name NameOf(ref JsonScan scan, ref Name usual)
    {
        var name = scan.TryTake(Usual(usual)) ? usual : scan.TryName(out var text) ? NameOf(text) : Name.Other;
        usual = name + 1;
        return name;
    }

    private static ReadOnlySpan<byte> Usual(Name name) => name switch
    {
        Name.Id => "\"id\":"u8,
        Name.Endpoint => "\"endpoint\":"u8,
        Name.Method => "\"method\":"u8,
        Name.ResponseCode => "\"response_code\":"u8,
        Name.Status => "\"status\":"u8,
        Name.Message => "\"message\":"u8,
        Name.IpAddress => "\"ip_address\":"u8,
        _ => "\"created_at\":"u8,
    };

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

    // In the order the vendor documents.
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
