using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Arguments;

/// <summary>What no vendor filters: entries are transferred and then left out.</summary>
/// <param name="StatusCode">The HTTP statuses.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Message">The masked message, as <see cref="MessageMask"/> writes it.</param>
internal sealed record EntryFilter(StatusCodePattern? StatusCode, EndpointPattern? Endpoint, AddressRange? Address, string? Message = null)
{
    public bool IsEmpty => (StatusCode, Endpoint, Address, Message) is (null, null, null, null);

    public bool Matches(ActivityLogEntry entry) =>
        (StatusCode is null || StatusCode.Matches(entry.StatusCode))
        && (Endpoint is null || Endpoint.Matches(entry.Endpoint))
        && (Address is null || Address.Contains(entry.ClientIp))
        && (Message is null || MessageMask.Of(entry.Message) == Message);
}
