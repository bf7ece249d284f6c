using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

/// <summary>Alone, because what other tests hold would be counted as well.</summary>
[Collection(nameof(Alone))]
public sealed class FlatMemoryTests
{
    private const int Rows = 60_000;
    private const int Flat = 2 * 1024 * 1024;

    [Theory, MemberData(nameof(PromiseTests.Sources), MemberType = typeof(PromiseTests))]
    public async Task Memory_does_not_grow_with_the_read(string source) =>
        (await GrowthAsync(source, keep: false)).Should().BeLessThan(Flat);

    /// <summary>The negative control: entries that are kept do show.</summary>
    [Fact]
    public async Task Entries_that_are_kept_make_it_grow() =>
        (await GrowthAsync("Payrep", keep: true)).Should().BeGreaterThan(Flat);

    /// <summary>How much more is held near the end of a read than after a tenth of it.</summary>
    private static async Task<long> GrowthAsync(string source, bool keep)
    {
        var (payrep, meld) = PromiseTests.Logs(Rows);
        var total = source == "merged" ? 2 * Rows : Rows;
        var kept = new List<ActivityLogEntry>();
        long early = 0, late = 0, count = 0;
        await foreach (var entry in PromiseTests.Client(source, payrep, meld).ReadEntriesAsync())
        {
            if (keep)
            {
                kept.Add(entry);
            }

            count++;
            if (count == total / 10)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (count == total - 1)
            {
                late = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        count.Should().Be(total);
        GC.KeepAlive(kept);
        return late - early;
    }
}
