using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Exporting;

public sealed class ExportProgressTests
{
    private static readonly DateTimeOffset Newest = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly ExportState State = new()
    {
        Terms = new ExportTerms(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal)),
        Entries = 100,
        Newest = Newest,
        Oldest = Newest,
    };

    [Fact]
    public async Task The_vendors_own_word_about_what_is_left_comes_first()
    {
        var state = State with { Rows = 1000, From = Newest.AddDays(-10), Oldest = Newest.AddDays(-9) };

        ExportProgress.Fraction(state, await PageAsync(remaining: 900)).Should().BeApproximately(0.1, 1e-9);
        ExportProgress.Fraction(state, await PageAsync(remaining: 2000)).Should().Be(0, "rows may have come since");
    }

    [Fact]
    public async Task Without_it_the_time_covered_counts() =>
        ExportProgress.Fraction(State with { From = Newest.AddDays(-10), Oldest = Newest.AddDays(-2) }, await PageAsync()).Should().BeApproximately(0.2, 1e-9);

    [Fact]
    public async Task Without_a_beginning_nobody_knows_until_the_end()
    {
        ExportProgress.Fraction(State, await PageAsync()).Should().BeNull();
        ExportProgress.Fraction(State, new ActivityLogPage([], null)).Should().Be(1);
    }

    /// <summary>A page with another one behind it.</summary>
    private static async Task<ActivityLogPage> PageAsync(long? remaining = null)
    {
        await using var log = new InMemoryActivityLogClient(new FakePayrep(new FakePayrepOptions { Log = new SeededPayrepLog(seed: 1, 10, Newest, Newest.AddDays(1)) }));
        await foreach (var page in log.ReadPagesAsync(new ActivityLogQuery { PageSize = 2 }))
        {
            return new ActivityLogPage([], page.Next) { Remaining = remaining };
        }

        throw new InvalidOperationException("The log is empty.");
    }
}
