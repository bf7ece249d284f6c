using System.Diagnostics;
using System.Globalization;

namespace PayrepMeld.ActivityLogs.Benchmarks.Streaming;

/// <summary>What of this process is in memory, in MiB, as the operating system counts it.</summary>
internal static class ResidentMemory
{
    private const string Status = "/proc/self/status";

    public static double Now() => OfLinux("VmRSS:") ?? Measured(process => process.WorkingSet64);

    /// <summary>The most there ever was, the runtime's start included.</summary>
    public static double Peak() => OfLinux("VmHWM:") ?? Measured(process => process.PeakWorkingSet64);

    private static double? OfLinux(string name)
    {
        if (!File.Exists(Status))
        {
            return null;
        }

        var line = File.ReadLines(Status).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB "), CultureInfo.InvariantCulture) / 1024.0;
    }

    private static double Measured(Func<Process, long> of)
    {
        using var process = Process.GetCurrentProcess();
        return of(process) / 1024.0 / 1024;
    }
}
