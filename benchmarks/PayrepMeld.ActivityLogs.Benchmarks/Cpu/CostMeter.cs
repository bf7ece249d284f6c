using PayrepMeld.ActivityLogs.Benchmarks.Peers;

namespace PayrepMeld.ActivityLogs.Benchmarks.Cpu;

/// <summary>
/// Lets an approach read the whole log again and again until it has used enough processor time. It is this process's time, all threads and the
/// garbage collector's included, so that work moved to another thread is not work saved.
/// </summary>
internal static class CostMeter
{
    public static async Task<Cost> MeasureAsync(IPeer peer, TimeSpan enough, Action<Tally> check)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var entries = 0L;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var begin = Environment.CpuUsage.TotalTime;
        TimeSpan used;
        do
        {
            var tally = await peer.ReadAsync();
            check(tally);
            entries += tally.Entries;
            used = Environment.CpuUsage.TotalTime - begin;
        }
        while (used < enough);

        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Cost(used, bytes, entries);
    }
}
