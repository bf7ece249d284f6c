using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;

namespace PayrepMeld.ActivityLogs.Benchmarks.Streaming;

/// <summary>The process whose memory is watched: reads a log through the SDK, keeps nothing, and writes what it saw of itself.</summary>
internal static class StreamCommand
{
    public const string Name = "stream";

    public static async Task<int> RunAsync(ActivityLogVendor vendor, Uri baseAddress, long entries)
    {
        await using var sdk = SdkClient.Create(vendor, baseAddress);
        var resident = new List<double>(100);
        var (read, next, last) = (0L, entries / 100, DateTimeOffset.MaxValue);
        var clock = Stopwatch.StartNew();
        await foreach (var entry in sdk.GetRequiredService<IActivityLogClient>().ReadEntriesAsync(new ActivityLogQuery()))
        {
            if (entry.OccurredAt >= last || entry.StatusCode is null)
            {
                throw new InvalidOperationException($"{entry} is out of order, or has no status.");
            }

            last = entry.OccurredAt;
            if (++read == next)
            {
                resident.Add(ResidentMemory.Now());
                next += entries / 100;
            }
        }

        var run = new StreamRun([.. resident], ResidentMemory.Peak(), clock.Elapsed.TotalSeconds, read);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(run));
        return read == entries ? 0 : 1;
    }

    public static string[] Arguments(ActivityLogVendor vendor, Uri baseAddress, long entries) =>
        [Name, vendor.ToString(), baseAddress.ToString(), entries.ToString(CultureInfo.InvariantCulture)];

    public static Task<int> RunAsync(string vendor, string baseAddress, string entries) =>
        RunAsync(Enum.Parse<ActivityLogVendor>(vendor), new Uri(baseAddress), long.Parse(entries, CultureInfo.InvariantCulture));
}
