namespace PayrepMeld.ActivityLogs.Benchmarks.Cpu;

/// <summary>What reading some entries cost this process.</summary>
internal readonly record struct Cost(double CpuPerEntry, double BytesPerEntry)
{
    public double Nanoseconds => CpuPerEntry * 1e9;
}
