using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Simulation;

/// <summary>What goes wrong on a bad day, with a share of the requests for a log: the same requests with the same seed. Logins succeed.</summary>
internal static class RandomFaults
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    public static void Script(FakePayrep vendor, SimulationSettings settings) => Script(
        vendor.Faults,
        settings,
        request => request.Path.EndsWith("/fetch_activity_logs", StringComparison.Ordinal),
        [Fault.Status(503), Fault.PayrepCode("80", "Service unavailable"), Fault.Status(429, retryAfter: "1"), Fault.Reset(), Fault.Truncate(), Fault.ExpiredToken(), Fault.Delayed(Late)]);

    public static void Script(FakeMeld vendor, SimulationSettings settings) => Script(
        vendor.Faults,
        settings,
        static _ => true,
        [Fault.Status(503), Fault.MeldError(502, "BAD_GATEWAY", "Bad gateway"), Fault.Status(429, retryAfter: "1"), Fault.Reset(), Fault.Truncate(), Fault.Html(), Fault.Delayed(Late)]);

    private static void Script(FaultScript script, SimulationSettings settings, Func<FakeRequest, bool> isForLog, Fault[] faults)
    {
        if (settings.FaultRate > 0)
        {
            for (var i = 0; i < faults.Length; i++)
            {
                var which = i;
                script.When(request => isForLog(request) && Drawn(settings, request.Number, faults.Length) == which, faults[i].After(settings.Delay));
            }
        }

        if (settings.Delay > TimeSpan.Zero)
        {
            script.Always(Fault.Delayed(settings.Delay));
        }
    }

    /// <summary>Which fault a request meets; none where there is no such.</summary>
    private static int Drawn(SimulationSettings settings, long request, int count)
    {
        var at = Random(settings.Seed, request) / settings.FaultRate;
        return at < 1 ? (int)(at * count) : count;
    }

    /// <summary>From 0 up to 1, a pure function of both (SplitMix64's finisher).</summary>
    private static double Random(int seed, long number)
    {
        unchecked
        {
            var x = (ulong)number + (((ulong)(uint)seed + 1) * 0x9E3779B97F4A7C15UL);
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
