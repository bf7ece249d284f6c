namespace PayrepMeld.ActivityLogs.AlertOnFailures;

/// <summary>
/// What a restart goes on from. The addresses stand in one file with the position, so that both are of the same moment; until there is
/// a position, the follow begins at <paramref name="From"/>.
/// </summary>
internal sealed record AlertState(string Source, DateTimeOffset From, string? Position, IReadOnlyCollection<string> KnownAddresses)
{
    /// <summary>Failures that were there when it learned and that the follow, which begins a little before that moment, has yet to meet: no news.</summary>
    public IReadOnlyCollection<string> LearnedFailures { get; init; } = [];
}
