using PayrepMeld.ActivityLogs.Tests.Http;
using PayrepMeld.ActivityLogs.Tests.Paging;

namespace PayrepMeld.ActivityLogs.Tests.Following;

/// <summary>Alone, because what other tests hold would be counted as well.</summary>
[Collection(nameof(Alone))]
public sealed class FollowMemoryTests
{
    private const int Count = 60_000;

    [Theory]
    [InlineData("Payrep")]
    [InlineData("Meld")]
    public async Task A_backlog_is_not_held(string source) => (await MostHeldAsync(source, maxHeld: 1_000)).Should().BeLessThan(6 * 1024 * 1024);

    /// <summary>The negative control: one that is held does show.</summary>
    [Fact]
    public async Task One_that_is_held_would_show() => (await MostHeldAsync("Payrep", maxHeld: Count)).Should().BeGreaterThan(6 * 1024 * 1024);

    /// <summary>The middle one of three: what else the process gives back at some time (buffers that nobody has rented for a while) is in one of the others.</summary>
    private static async Task<long> MostHeldAsync(string source, int maxHeld)
    {
        long[] runs = [await RunAsync(source, maxHeld), await RunAsync(source, maxHeld), await RunAsync(source, maxHeld)];
        return runs.Order().ElementAt(1);
    }

    private static async Task<long> RunAsync(string source, int maxHeld)
    {
        var (payrep, meld) = PromiseTests.Logs(Count);
        var client = PromiseTests.Client(source, payrep, meld);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0, count = 0;
        var query = new ActivityLogQuery { From = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), MaxEntries = Count };
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var entry in client.FollowAsync(query, new FollowOptions { MaxHeld = maxHeld }, tooLong.Token))
        {
            most = count++ % (Count / 8) == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most;
        }

        count.Should().Be(Count);
        return most;
    }
}
