using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs;

/// <summary>One row of Meld's activity log.</summary>
/// <remarks>
/// What <c>attributes</c> and <c>details</c> hold is undocumented, so they are kept as the bytes received and looked into only when
/// asked: the first access to one of the members found there (<see cref="Action"/>, <see cref="EventType"/>, <see cref="RequestId"/>,
/// <see cref="CustomerId"/>, <see cref="ConnectionId"/>, <see cref="HttpMethod"/>, <see cref="Endpoint"/>, <see cref="StatusCode"/>,
/// <see cref="Message"/>, <see cref="ClientIp"/>) reads them once. Each is null where no known name is found; docs/reading.md lists the names.
/// </remarks>
public sealed class MeldActivity : ActivityLogEntry
{
    // The bytes of attributes, and after them those of details.
    private readonly byte[]? _json;
    private readonly int _attributesLength;
    private MeldFacts? _facts;

    internal MeldActivity(RowId key, long utcTicks, EntryOrigin origin, ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> details)
        : base(key, utcTicks, origin)
    {
        _attributesLength = attributes.Length;
        _json = attributes.IsEmpty && details.IsEmpty ? null : [.. attributes, .. details];
    }

    /// <inheritdoc/>
    public override ActivityLogVendor Vendor => ActivityLogVendor.Meld;

    /// <summary>Meld's <c>key</c>, the row's unique position in the list; the same as <see cref="ActivityLogEntry.Id"/>.</summary>
    public string Key => Id;

    /// <inheritdoc/>
    public override ActivityLogActor? Actor => ActorValue;

    /// <inheritdoc/>
    public override ActivityLogEntity? Entity => EntityValue;

    /// <summary>Meld's <c>attributes</c> as received (UTF-8 JSON); empty where absent or null.</summary>
    public ReadOnlyMemory<byte> AttributesJson => _json.AsMemory(0, _attributesLength);

    /// <summary>Meld's <c>details</c> as received (UTF-8 JSON, any value); empty where absent or null.</summary>
    public ReadOnlyMemory<byte> DetailsJson => _json.AsMemory(_attributesLength);

    /// <summary>The members of the row that this type has no property for, as one JSON object (UTF-8); empty when there are none.</summary>
    public ReadOnlyMemory<byte> AdditionalJson => Extras?.AdditionalJson;

    /// <summary>The action: <c>action</c> in attributes or details. Known values: <see cref="MeldActions"/>.</summary>
    public override string? Action => Facts.Action;

    /// <summary><c>eventType</c> in attributes or details.</summary>
    public string? EventType => Facts.EventType;

    /// <summary><c>requestId</c> in attributes or details.</summary>
    public override string? RequestId => Facts.RequestId;

    /// <summary><c>customerId</c> in attributes or details.</summary>
    public string? CustomerId => Facts.CustomerId;

    /// <summary><c>connectionId</c> in attributes or details.</summary>
    public string? ConnectionId => Facts.ConnectionId;

    /// <inheritdoc/>
    public override string? HttpMethod => Facts.HttpMethod;

    /// <inheritdoc/>
    public override string? Endpoint => Facts.Endpoint;

    /// <inheritdoc/>
    public override int? StatusCode => Facts.StatusCode;

    /// <inheritdoc/>
    public override string? Message => Facts.Message;

    /// <inheritdoc/>
    public override string? ClientIp => Facts.ClientIp;

    /// <summary>From <see cref="StatusCode"/> where one is found; failure where the action ends in <c>_FAILED</c>; else unknown.</summary>
    public override ActivityLogOutcome Outcome => StatusCode switch
    {
        >= 400 => ActivityLogOutcome.Failure,
        _ when Action is { } action && action.EndsWith("_FAILED", StringComparison.Ordinal) => ActivityLogOutcome.Failure,
        null => ActivityLogOutcome.Unknown,
        _ => ActivityLogOutcome.Success,
    };

    internal ActivityLogActor? ActorValue { get; init; }

    internal ActivityLogEntity? EntityValue { get; init; }

    internal override RowCursor Cursor => new(Id, CreatedAt: null);

    private MeldFacts Facts => _facts ??= MeldFacts.Find(AttributesJson.Span, DetailsJson.Span);

    /// <summary>Parses <see cref="AttributesJson"/>, anew at each call.</summary>
    /// <returns>The value, independent of any buffer, or null where there is none.</returns>
    public JsonElement? GetAttributes() => RowParser.ToElement(AttributesJson);

    /// <summary>Parses <see cref="DetailsJson"/>, anew at each call.</summary>
    /// <returns>The value, independent of any buffer, or null where there is none.</returns>
    public JsonElement? GetDetails() => RowParser.ToElement(DetailsJson);

    /// <summary>Reads one stored row, such as <see cref="ActivityLogEntry.Raw"/>.</summary>
    /// <param name="utf8">One JSON object in UTF-8, a byte order mark not included.</param>
    /// <param name="account">The account it belongs to.</param>
    /// <returns>The entry, with <see cref="ActivityLogEntry.Raw"/> set to a copy of <paramref name="utf8"/>.</returns>
    /// <exception cref="FormatException">It is not one JSON object, is nested deeper than 64, is not valid UTF-8, or has no usable <c>key</c> or <c>occurredAt</c>.</exception>
    public static MeldActivity Parse(ReadOnlySpan<byte> utf8, string account = ActivityLogClientsOptions.DefaultAccount) =>
        RowParser.ParseOne(utf8, account, MeldRowReader.Read);
}
