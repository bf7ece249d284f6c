using PayrepMeld.ActivityLogs.Benchmarks.Peers;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Latency;

/// <summary>What a request takes: the server waits, and the timer, the sockets and the machine add theirs.</summary>
internal static class Delay
{
    public const int Milliseconds = 50;

    /// <summary>Seconds, over a whole sequential read by a client that does nothing else.</summary>
    public static async Task<double> OfOneRequestAsync(ServerProcess server, IPeer plain)
    {
        await server.TakeCountAsync();
        var begin = TimeProvider.System.GetTimestamp();
        await plain.ReadAsync();
        var elapsed = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
        return elapsed / (await server.TakeCountAsync()).Requests;
    }
}
