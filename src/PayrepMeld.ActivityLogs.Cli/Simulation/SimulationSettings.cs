namespace PayrepMeld.ActivityLogs.Cli.Simulation;

/// <summary>What two simulated vendors hold and how they behave.</summary>
internal sealed record SimulationSettings
{
    /// <summary>How many entries each vendor has when it begins.</summary>
    public int Entries { get; init; } = 10_000;

    /// <summary>Over how many days they are spread; the newest is of the moment it begins.</summary>
    public int Days { get; init; } = 7;

    /// <summary>Which of all possible logs, and which requests fail.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The share of requests for a log that fail, 0 to 1.</summary>
    public double FaultRate { get; init; }

    /// <summary>How long from one new entry to the next; zero for no new ones.</summary>
    public TimeSpan Live { get; init; } = TimeSpan.FromSeconds(1);
}
