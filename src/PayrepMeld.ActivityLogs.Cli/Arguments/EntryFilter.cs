namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>What no vendor filters: entries are transferred and then left out.</summary>
internal sealed record EntryFilter(StatusCodePattern? StatusCode, EndpointPattern? Endpoint, AddressRange? Address)
{
    public bool IsEmpty => (StatusCode, Endpoint, Address) is (null, null, null);

    public bool Matches(ActivityLogEntry entry) =>
        (StatusCode is null || StatusCode.Matches(entry.StatusCode))
        && (Endpoint is null || Endpoint.Matches(entry.Endpoint))
        && (Address is null || Address.Contains(entry.ClientIp));
}
