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

    /// <summary>
    /// How much more is held after a read than before it, told from its tenths without the two highest and the two lowest: what
    /// else the process gives back meanwhile (buffers that nobody has rented for a while) is in those.
    /// </summary>
    private static async Task<long> GrowthAsync(string source, bool keep)
    {
        var (payrep, meld) = PromiseTests.Logs(Rows);
        var tenth = (source == "merged" ? 2 * Rows : Rows) / 10;
        var kept = new List<ActivityLogEntry>();
        var growths = new List<long>();
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var count = 0;
        await foreach (var entry in PromiseTests.Client(source, payrep, meld).ReadEntriesAsync())
        {
            if (keep)
            {
                kept.Add(entry);
            }

            count++;
            if (count % tenth == 0)
            {
                var now = GC.GetTotalMemory(forceFullCollection: true);
                growths.Add(now - held);
                held = now;
            }
        }

        growths.Should().HaveCount(10);
        GC.KeepAlive(kept);
        return growths.Order().Skip(2).SkipLast(2).Sum() * 10 / 6;
    }
}
