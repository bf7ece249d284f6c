namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>How much is measured.</summary>
internal sealed record Plan
{
    public static Plan Full { get; } = new();

    /// <summary>Fits into three minutes on two cores.</summary>
    public static Plan Quick { get; } = new()
    {
        IsQuick = true,
        CpuRounds = 5,
        CpuTurns = 3,
        CpuWarmUp = TimeSpan.FromSeconds(0.1),
        StreamedEntries = 200_000,
        LatencyPages = 30,
        Waits = 1,
        ParsingIterations = 5,
        ParsingIterationMilliseconds = 40,
    };

    public bool IsQuick { get; private init; }

    /// <summary>Rounds in which every approach reads once.</summary>
    public int CpuRounds { get; private init; } = 15;

    /// <summary>How often each approach reads in one round.</summary>
    public int CpuTurns { get; private init; } = 5;

    /// <summary>The least processor time in one round: the operating system counts it, but others share the machine.</summary>
    public TimeSpan CpuPerReading { get; private init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Processor time of each approach in one round of warm-up.</summary>
    public TimeSpan CpuWarmUp { get; private init; } = TimeSpan.FromSeconds(0.3);

    public int StreamedEntries { get; private init; } = 2_000_000;

    public int LatencyPages { get; private init; } = 100;

    /// <summary>Repetitions of what mostly waits.</summary>
    public int Waits { get; private init; } = 3;

    public int ParsingIterations { get; private init; } = 15;

    public int ParsingIterationMilliseconds { get; private init; } = 250;
}
