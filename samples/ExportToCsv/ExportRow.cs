using CsvHelper;

namespace PayrepMeld.ActivityLogs.ExportToCsv;

/// <summary>The columns of the file, in their order.</summary>
[CsvRecord]
internal sealed partial record ExportRow(
    DateTime OccurredAt,
    string Vendor,
    string Account,
    string Id,
    string? Action,
    string Outcome,
    string? HttpMethod,
    string? Endpoint,
    int? StatusCode,
    string? Message,
    string? ClientIp,
    string? ActorId,
    string? ActorName,
    string? ActorType,
    string? EntityId,
    string? EntityType,
    string? RequestId)
{
    public static ExportRow Of(ActivityLogEntry entry) => new(
        entry.OccurredAt.UtcDateTime,
        entry.Vendor.ToString(),
        entry.Account,
        entry.Id,
        entry.Action,
        entry.Outcome.ToString(),
        entry.HttpMethod,
        entry.Endpoint,
        entry.StatusCode,
        entry.Message,
        entry.ClientIp,
        entry.Actor?.Id,
        entry.Actor?.Name,
        entry.Actor?.Type,
        entry.Entity?.Id,
        entry.Entity?.Type,
        entry.RequestId);
}
