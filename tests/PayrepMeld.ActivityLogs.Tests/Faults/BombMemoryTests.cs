using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>What a compressed bomb costs in memory, at the default cap. Alone: another test's memory would be counted, too.</summary>
[Collection(nameof(Alone))]
public sealed class BombMemoryTests
{
    private const long Mebibyte = 1024 * 1024;
    private const long Bomb = 160 * Mebibyte;

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "16")]
    public async Task A_bomb_grows_memory_by_no_more_than_64_MiB(ActivityLogVendor vendor)
    {
        var (reading, growth) = await ReadBomb(vendor, 16 * (int)Mebibyte);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Protocol, 1, 200);
        growth.Should().BeLessThanOrEqualTo(64 * Mebibyte);
    }

    [Fact]
    [Trait("Fault", "16")]
    public async Task Without_the_cap_the_same_bomb_does_harm()
    {
        var (reading, growth) = await ReadBomb(ActivityLogVendor.Meld, 256 * (int)Mebibyte);
        reading.Error.Should().BeNull();
        growth.Should().BeGreaterThan(64 * Mebibyte);
    }

    private static async Task<(FaultReading Reading, long Growth)> ReadBomb(ActivityLogVendor vendor, int cap)
    {
        await using var harness = await FaultHarness.StartAsync(setup => setup.Resilience = options => options.MaxResponseBytes = cap);
        harness.Faults(vendor).Enqueue(Fault.CompressedBomb(Bomb));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource();
        var peak = Task.Run(() => PeakAsync(stop.Token));

        // Of two rows: there is no smaller page to ask for.
        var reading = await harness.ReadAsync(vendor, new() { PageSize = 2 });

        await stop.CancelAsync();
        return (reading, await peak - before);
    }

    /// <summary>The most memory the process held: garbage that no collection has taken yet is counted.</summary>
    private static async Task<long> PeakAsync(CancellationToken stop)
    {
        var peak = 0L;
        while (!stop.IsCancellationRequested)
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }

        return Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
    }
}
