using System.Text;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// One row of the fake's activity log. What is not set has a plausible value. Meld does not document what <c>attributes</c> and
/// <c>details</c> hold: here the ids and the action are attributes, and the HTTP call is the details.
/// </summary>
public sealed record MeldRow : IVendorRow
{
    /// <summary>The row's <c>key</c>, unique, any text.</summary>
    public required string Key { get; init; }

    /// <summary>When it happened; cut to what <see cref="FakeVendorOptions.TimeFormat"/> shows.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Nanoseconds beyond the 100 that <see cref="OccurredAt"/> can tell apart, 0 to 99. Default 0.</summary>
    public int Nanoseconds { get; init; }

    /// <summary>How <c>occurredAt</c> is written instead of the fake's format; null (the default) for that format.</summary>
    public string? OccurredAtText { get; init; }

    /// <summary>Who did it; null for none.</summary>
    public ActivityLogActor? Actor { get; init; } = new("act_1", "API client", "API_KEY");

    /// <summary>What it was done to; null for none.</summary>
    public ActivityLogEntity? Entity { get; init; } = new("ent_1", "CONNECTION");

    /// <summary>The action. Default <see cref="MeldActions.InboundRequest"/>.</summary>
    public string? Action { get; init; } = MeldActions.InboundRequest;

    /// <summary>The event type; null (the default) for none.</summary>
    public string? EventType { get; init; }

    /// <summary>The id of the request; null (the default) for none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Meld's id of the customer; null (the default) for none.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Your id of the customer; null (the default) for none.</summary>
    public string? ExternalCustomerId { get; init; }

    /// <summary>The connection; null (the default) for none.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>The financial account; null (the default) for none.</summary>
    public string? FinancialAccountId { get; init; }

    /// <summary>The HTTP method. Default <c>GET</c>.</summary>
    public string? HttpMethod { get; init; } = "GET";

    /// <summary>The path called.</summary>
    public string? Endpoint { get; init; } = "/connections";

    /// <summary>The HTTP status returned. Default 200.</summary>
    public int? StatusCode { get; init; } = 200;

    /// <summary>The caller's address.</summary>
    public string? ClientIp { get; init; } = "102.89.34.7";

    /// <summary>The message logged with it; null (the default) for none.</summary>
    public string? Message { get; init; }

    /// <summary>What <c>attributes</c> is instead, as JSON; null (the default) for what the row's members say.</summary>
    public string? AttributesJson { get; init; }

    /// <summary>What <c>details</c> is instead, as any JSON value; null (the default) for what the row's members say.</summary>
    public string? DetailsJson { get; init; }

    /// <summary>What is sent instead of the row, to the byte, well formed or not; null (the default) for the row. <see cref="Key"/> and <see cref="OccurredAt"/> still say where it stands.</summary>
    public ReadOnlyMemory<byte>? RawJson { get; init; }

    string IVendorRow.RowId => Key;

    DateTimeOffset IVendorRow.Time => OccurredAt;

    /// <summary>This row, sent as other text.</summary>
    /// <param name="json">What is sent.</param>
    /// <returns>A copy.</returns>
    public MeldRow WithRawJson(string json) => this with { RawJson = Encoding.UTF8.GetBytes(json) };
}
