namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Turns entries back into the rows they were read from.</summary>
internal static class EntryRows
{
    public static PayrepRow Of(PayrepActivity entry) => new()
    {
        Id = entry.Id,
        CreatedAt = entry.OccurredAt,
        CreatedAtText = entry.CreatedAtText,
        Endpoint = entry.Endpoint,
        Method = entry.HttpMethod,
        ResponseCode = entry.StatusCode,
        Status = entry.Status,
        Message = entry.Message,
        IpAddress = entry.ClientIp,
        RawJson = RawOf(entry),
    };

    public static MeldRow Of(MeldActivity entry) => new()
    {
        Key = entry.Key,
        OccurredAt = entry.OccurredAt,
        Action = entry.Action,
        EventType = entry.EventType,
        RequestId = entry.RequestId,
        CustomerId = entry.CustomerId,
        ConnectionId = entry.ConnectionId,
        RawJson = RawOf(entry),
    };

    private static ReadOnlyMemory<byte> RawOf(ActivityLogEntry entry) => entry.Raw.IsEmpty
        ? throw new ArgumentException($"{entry} does not keep its raw JSON: read it with IncludeRaw, or parse it.", nameof(entry))
        : entry.Raw;
}
