using PayrepMeld.ActivityLogs.Json;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs;

/// <summary>One row of Payrep's activity log: an API request made with the integration's credentials.</summary>
public sealed class PayrepActivity : ActivityLogEntry
{
    private readonly PayrepShared _shared;

    internal PayrepActivity(RowId id, long utcTicks, EntryOrigin origin, PayrepShared shared)
        : base(id, utcTicks, origin) => _shared = shared;

    /// <inheritdoc/>
    public override ActivityLogVendor Vendor => ActivityLogVendor.Payrep;

    /// <summary>Payrep's <c>created_at</c>, to the letter: it is what the paging cursor sends back.</summary>
    public string CreatedAtText => Extras?.TimeText ?? _shared.CreatedAt.Write(UtcTicks);

    /// <summary>Payrep's <c>status</c>, to the letter: see <see cref="PayrepStatuses"/>; Payrep may add values.</summary>
    public string? Status => _shared.Status;

    /// <summary><see cref="HttpMethod"/> and <see cref="Endpoint"/> with a space between, as in <c>POST /api/v1/account</c>; null when both are.</summary>
    public override string? Action => (HttpMethod, Endpoint) switch
    {
        (null, var endpoint) => endpoint,
        (var method, null) => method,
        var (method, endpoint) => $"{method} {endpoint}",
    };

    /// <summary>From <see cref="Status"/>; where that is absent or unknown, from <see cref="StatusCode"/>.</summary>
    public override ActivityLogOutcome Outcome => Status switch
    {
        PayrepStatuses.Success => ActivityLogOutcome.Success,
        PayrepStatuses.Error => ActivityLogOutcome.Failure,
        _ => StatusCode switch
        {
            null => ActivityLogOutcome.Unknown,
            >= 400 => ActivityLogOutcome.Failure,
            _ => ActivityLogOutcome.Success,
        },
    };

    /// <summary>Payrep's <c>method</c>.</summary>
    public override string? HttpMethod => _shared.Method;

    /// <summary>Payrep's <c>endpoint</c>.</summary>
    public override string? Endpoint => _shared.Endpoint;

    /// <summary>Payrep's <c>response_code</c>; null also where it is not a whole number.</summary>
    public override int? StatusCode => _shared.ResponseCode;

    /// <summary>Payrep's <c>message</c>.</summary>
    public override string? Message => Text;

    /// <summary>Payrep's <c>ip_address</c>.</summary>
    public override string? ClientIp => IpAddress;

    /// <summary>Always null: Payrep's rows name no actor.</summary>
    public override ActivityLogActor? Actor => null;

    /// <summary>Always null: Payrep's rows name no entity.</summary>
    public override ActivityLogEntity? Entity => null;

    /// <summary>Always null: Payrep's rows carry no request id.</summary>
    public override string? RequestId => null;

    /// <summary>The members of the row that this type has no property for, as one JSON object (UTF-8); empty when there are none.</summary>
    public ReadOnlyMemory<byte> AdditionalJson => Extras?.AdditionalJson;

    internal string? Text { get; init; }

    internal string? IpAddress { get; init; }

    internal override RowCursor Cursor => new(Id, CreatedAtText);

    /// <summary>Reads one stored row, such as <see cref="ActivityLogEntry.Raw"/>.</summary>
    /// <param name="utf8">One JSON object in UTF-8, a byte order mark not included.</param>
    /// <param name="account">The account it belongs to.</param>
    /// <returns>The entry, with <see cref="ActivityLogEntry.Raw"/> set to a copy of <paramref name="utf8"/>.</returns>
    /// <exception cref="FormatException">It is not one JSON object, is nested deeper than 64, is not valid UTF-8, or has no usable <c>id</c> or <c>created_at</c>.</exception>
    public static PayrepActivity Parse(ReadOnlySpan<byte> utf8, string account = ActivityLogClientsOptions.DefaultAccount) =>
        RowParser.ParseOne(utf8, account, PayrepRowReader.Read);
}
