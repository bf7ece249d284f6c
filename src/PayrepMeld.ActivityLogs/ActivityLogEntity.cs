namespace PayrepMeld.ActivityLogs;

/// <summary>What it was done to, as Meld's <c>entity</c> says. Every part is optional. Payrep's rows have none.</summary>
/// <param name="Id">The vendor's id of the entity.</param>
/// <param name="Type">The vendor's word for the kind of entity.</param>
public sealed record ActivityLogEntity(string? Id, string? Type);
