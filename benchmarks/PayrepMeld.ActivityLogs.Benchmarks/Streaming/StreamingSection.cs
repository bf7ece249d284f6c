using System.Globalization;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Report;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Streaming;

/// <summary>Memory and speed of one long read.</summary>
internal sealed class StreamingSection : ISection
{
    // More than this is growth; less is the garbage collector's timing.
    private const double FlatUpTo = 1.10;

    public string Name => "streaming";

    public async Task<SectionReport> MeasureAsync(Plan plan)
    {
        var table = new MarkdownTable("vendor", "MiB at 10 %", "at 50 %", "at the end", "peak", "last tenth / second tenth", "", "entries/s");
        var figures = new List<Figure>();
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            Progress.Say($"streaming, {vendor}: {plan.StreamedEntries} entries");
            await using var server = await ServerProcess.StartAsync(new LogSpec(vendor, plan.StreamedEntries, Days: 365, LogShape.Even, DelayMilliseconds: 0));
            var run = await StreamAsync(server, plan.StreamedEntries);
            table.Add(
                vendor.ToString(), MiB(run.Resident[9]), MiB(run.Resident[49]), MiB(run.Resident[^1]), MiB(run.Peak),
                run.Growth.ToString("0.00", CultureInfo.InvariantCulture), plan.IsQuick ? "too short to tell" : run.Growth <= FlatUpTo ? "flat" : "**not flat**", run.EntriesPerSecond.ToString("N0", CultureInfo.InvariantCulture));
            if (!plan.IsQuick)
            {
                figures.Add(new Figure("streaming: resident memory, last tenth / second tenth", vendor, FlatUpTo, run.Growth, "0.00"));
            }

            figures.Add(new Figure("streaming: peak resident memory, MiB", vendor, 100, run.Peak, "0"));
        }

        return new SectionReport(
            $"""
            ### Streaming {plan.StreamedEntries.ToString("N0", CultureInfo.InvariantCulture)} entries

            A process of its own for each vendor reads the whole log entry by entry (time and status) and keeps none. Resident memory is what the operating system counts for that process, taken at each
            hundredth of the log; the peak is the operating system's, the runtime's start included.

            {table}

            """,
            figures);
    }

    private static async Task<StreamRun> StreamAsync(ServerProcess server, int entries)
    {
        using var process = OwnProcess.Start(StreamCommand.Arguments(server.Spec.Vendor, server.BaseAddress, entries));
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && JsonSerializer.Deserialize<StreamRun>(output) is { } run
            ? run
            : throw new InvalidOperationException($"The read ended with {process.ExitCode}.");
    }

    private static string MiB(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
