using System.Runtime;
using PayrepMeld.ActivityLogs.Benchmarks.Peers;
using PayrepMeld.ActivityLogs.Benchmarks.Report;

namespace PayrepMeld.ActivityLogs.Benchmarks.Cpu;

/// <summary>
/// Lets everyone read until the runtime has compiled what is hot: it does so in the background, later on a busy machine, and more than once for the same method. Everyone takes part
/// in each round, so that what one approach teaches the runtime about shared code is known before the others are measured.
/// </summary>
internal static class WarmUp
{
    private const int LeastRounds = 5;
    private const int MostRounds = 20;
    private const int FewMethods = 40;

    // The runtime compiles again only after a tenth of a second without new methods.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(IReadOnlyList<IPeer> peers, TimeSpan cpu, SameTally same)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            foreach (var peer in peers)
            {
                await CostMeter.MeasureAsync(peer, cpu, tally => same.Check(peer, tally));
            }

            await Task.Delay(Pause);
            compiled = JitInfo.GetCompiledMethodCount() - compiled;
            Progress.Say($"cpu: warm-up {round}, {compiled} methods compiled");
            if (round >= LeastRounds && compiled <= FewMethods)
            {
                return;
            }
        }
    }
}
