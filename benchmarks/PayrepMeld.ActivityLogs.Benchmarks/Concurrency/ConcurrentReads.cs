using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Benchmarks.Log;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;
using PayrepMeld.ActivityLogs.Benchmarks.Report;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Concurrency;

/// <summary>Reads one log in sequence and side by side, and holds every read to the same sequence of ids.</summary>
internal static class ConcurrentReads
{
    public static IReadOnlyList<int> Degrees { get; } = [8, 16];

    /// <returns>The reads for each degree, 1 first; each in the order of the repetitions.</returns>
    public static async Task<IReadOnlyDictionary<int, List<ReadResult>>> MeasureAsync(Scenario scenario, int repetitions)
    {
        var spec = scenario.Spec;
        await using var server = await ServerProcess.StartAsync(spec);
        await using var sdk = SdkClient.Create(spec.Vendor, server.BaseAddress, Degrees.Max());
        var client = sdk.GetRequiredService<IActivityLogClient>();

        // Connections and compiled code are there before the first measurement.
        await ReadAsync(client, server, Degrees[^1]);
        var results = new Dictionary<int, List<ReadResult>> { [1] = [] };
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            Progress.Say($"concurrency, {scenario.Vendor}, {scenario.Days} days, {scenario.ShapeName}: {repetition + 1} of {repetitions}");
            var sequential = await ReadAsync(client, server, 1);
            results[1].Add(sequential);
            foreach (var degree in Degrees)
            {
                var parallel = await ReadAsync(client, server, degree);
                if (sequential.Ids.Count != spec.Rows || !parallel.Ids.SequenceEqual(sequential.Ids, StringComparer.Ordinal))
                {
                    throw new InvalidOperationException($"MaxConcurrency {degree} delivered another sequence than the sequential read.");
                }

                results.TryAdd(degree, []);
                results[degree].Add(parallel);
            }
        }

        return results;
    }

    private static async Task<ReadResult> ReadAsync(IActivityLogClient client, ServerProcess server, int degree)
    {
        var query = new ActivityLogQuery { From = server.Spec.From, To = LogSpec.To, PrefetchPages = 0, MaxConcurrency = degree };
        var ids = new List<string>(server.Spec.Rows);
        await server.TakeCountAsync();
        var begin = TimeProvider.System.GetTimestamp();
        var first = 0.0;
        await foreach (var entry in client.ReadEntriesAsync(query))
        {
            if (ids.Count == 0)
            {
                first = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
            }

            ids.Add(entry.Id);
        }

        var total = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
        var (requests, atOnce) = await server.TakeCountAsync();
        return new ReadResult(ids, first, total, requests, atOnce);
    }
}
