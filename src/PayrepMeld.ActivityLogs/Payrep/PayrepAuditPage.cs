namespace PayrepMeld.ActivityLogs;

/// <summary>One answer of <see cref="IPayrepApi.FetchAuditLogsAsync"/>.</summary>
public sealed class PayrepAuditPage
{
    /// <summary>The rows, in the vendor's order.</summary>
    public IReadOnlyList<PayrepAuditEntry> Entries { get; init; } = [];
}

/// <summary>One row of Payrep's audit log. Its fields are only partly documented, so each is optional and the row itself is kept.</summary>
public sealed class PayrepAuditEntry
{
    /// <summary>The row's id, for the cursor of a next page.</summary>
    public string? Id { get; init; }

    /// <summary>When it happened, in the vendor's own text, for the cursor of a next page.</summary>
    public string? CreatedAt { get; init; }

    /// <summary>What was done.</summary>
    public string? Action { get; init; }

    /// <summary>Who did it: the vendor's text, or its JSON where it is not a text.</summary>
    public string? User { get; init; }

    /// <summary>The address it came from.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The vendor's response code, as text.</summary>
    public string? ResponseCode { get; init; }

    /// <summary>The row exactly as received (UTF-8 JSON).</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }
}
