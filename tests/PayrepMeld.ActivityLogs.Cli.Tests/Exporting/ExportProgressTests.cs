using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Exporting;

public sealed class ExportProgressTests
{
    private static readonly DateTimeOffset Newest = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTime _time = new();
    private ActivityLogCursor? _next;

    [Fact]
    public async Task The_vendors_own_word_about_what_is_left_comes_first()
    {
        await MakeCursorAsync();
        var progress = new ExportProgress(_time);
        var state = State(100) with { Rows = 1000, From = Newest.AddDays(-10), Oldest = Newest.AddDays(-9) };

        progress.Report(state, Page(remaining: 900));
        progress.Fraction.Should().BeApproximately(0.1, 1e-9);
        progress.Now().Left.Should().BeNull("nothing is known of the speed");

        _time.Advance(TimeSpan.FromSeconds(20));
        progress.Report(state with { Entries = 300 }, Page(remaining: 700));
        progress.Fraction.Should().BeApproximately(0.3, 1e-9);
        (progress.Now().Entries, progress.Now().Rate).Should().Be((300, 10));
        progress.Now().Left.Should().BeCloseTo(TimeSpan.FromSeconds(70), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Without_it_the_time_covered_counts()
    {
        await MakeCursorAsync();
        var progress = new ExportProgress(_time);
        var state = State(100) with { From = Newest.AddDays(-10), Oldest = Newest.AddDays(-2) };

        progress.Report(state, Page());
        _time.Advance(TimeSpan.FromSeconds(60));
        progress.Report(state with { Oldest = Newest.AddDays(-5) }, Page());

        progress.Fraction.Should().BeApproximately(0.5, 1e-9);
        progress.Now().Left.Should().BeCloseTo(TimeSpan.FromSeconds(100), TimeSpan.FromMilliseconds(1), "a fifth was done before this run");
    }

    [Fact]
    public async Task Without_a_beginning_nobody_knows_until_the_end()
    {
        await MakeCursorAsync();
        var progress = new ExportProgress(_time);

        progress.Report(State(100), Page());
        progress.Fraction.Should().BeNull();
        progress.Report(State(110), new ActivityLogPage([], null));
        progress.Fraction.Should().Be(1);
    }

    [Fact]
    public async Task The_rate_is_that_of_the_last_seconds()
    {
        await MakeCursorAsync();
        var progress = new ExportProgress(_time);
        for (var second = 0; second < 60; second++)
        {
            progress.Report(State(second < 30 ? second * 1000 : 30_000 + (second * 10)), Page());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        progress.Now().Rate.Should().BeInRange(8, 10);
    }

    [Theory]
    [InlineData(null, 0, null, null, "0 entries")]
    [InlineData(0.418, 12_345, 2_345.6, 200.0, "41 %  12,345 entries  2,346/s  3 min left")]
    [InlineData(0.9999, 1, 0.0, 12.0, "99 %  1 entry  0/s  12 s left")]
    [InlineData(0.01, 5, 1.0, 7300.0, " 1 %  5 entries  1/s  2 h 1 min left")]
    [InlineData(1.0, 5, 1.0, 0.0, "100 %  5 entries  1/s  0 s left")]
    public void It_reads_so(double? fraction, long entries, double? rate, double? left, string expected) =>
        ProgressLine.Text(fraction, (entries, rate, left is { } seconds ? TimeSpan.FromSeconds(seconds) : null)).Should().Be(expected);

    private static ExportState State(long entries) => new()
    {
        Terms = new ExportTerms(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal)),
        Entries = entries,
        Newest = Newest,
        Oldest = Newest,
    };

    private ActivityLogPage Page(long? remaining = null) => new([], _next) { Remaining = remaining };

    private async Task MakeCursorAsync()
    {
        await using var log = new InMemoryActivityLogClient(new FakePayrep(new FakePayrepOptions { Log = new SeededPayrepLog(seed: 1, 10, Newest, Newest.AddDays(1)) }));
        await foreach (var page in log.ReadPagesAsync(new ActivityLogQuery { PageSize = 2 }))
        {
            _next ??= page.Next;
        }
    }
}
