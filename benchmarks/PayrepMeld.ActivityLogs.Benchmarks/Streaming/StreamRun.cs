namespace PayrepMeld.ActivityLogs.Benchmarks.Streaming;

/// <summary>One read of a long log: resident memory (MiB) at each hundredth of it, the most there ever was, and the time.</summary>
internal sealed record StreamRun(double[] Resident, double Peak, double Seconds, long Entries)
{
    public double EntriesPerSecond => Entries / Seconds;

    /// <summary>The last tenth against the second: their medians, because the garbage collector saws.</summary>
    public double Growth => Median(Resident.AsSpan(90)) / Median(Resident.AsSpan(10, 10));

    private static double Median(ReadOnlySpan<double> samples) => Report.Spread.Of(samples.ToArray()).Median;
}
