namespace PayrepMeld.ActivityLogs.Benchmarks.Cpu;

/// <summary>What reading some entries cost this process.</summary>
internal readonly record struct Cost(TimeSpan Cpu, long Bytes, long Entries)
{
    public double NanosecondsPerEntry => Cpu.TotalNanoseconds / Entries;

    public double BytesPerEntry => (double)Bytes / Entries;

    public static Cost operator +(Cost a, Cost b) => new(a.Cpu + b.Cpu, a.Bytes + b.Bytes, a.Entries + b.Entries);
}
