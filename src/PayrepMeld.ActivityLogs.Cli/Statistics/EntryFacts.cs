namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>What is counted of an entry, found once for all groups it belongs to.</summary>
/// <param name="Ticks">When it happened, in UTC.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="IsByCodeAlone">Whether a row of Payrep says so by its code only, and not by its status.</param>
internal readonly record struct EntryFacts(long Ticks, ActivityLogOutcome Outcome, bool IsByCodeAlone)
{
    public static EntryFacts Of(ActivityLogEntry entry) => new(
        entry.OccurredAt.Ticks,
        entry.Outcome,
        entry is PayrepActivity { Status: not (PayrepStatuses.Success or PayrepStatuses.Error) });
}
