namespace PayrepMeld.ActivityLogs;

/// <summary>Who did it, as Meld's <c>actor</c> says. Every part is optional. Payrep's rows have none.</summary>
/// <param name="Id">The vendor's id of the actor.</param>
/// <param name="Name">A display name: data from the log, not to be trusted as markup.</param>
/// <param name="Type">The vendor's word for the kind of actor.</param>
public sealed record ActivityLogActor(string? Id, string? Name, string? Type);
