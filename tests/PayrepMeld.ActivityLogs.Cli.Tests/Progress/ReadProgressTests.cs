using PayrepMeld.ActivityLogs.Cli.Progress;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Progress;

public sealed class ReadProgressTests
{
    private readonly FakeTime _time = new();
    private readonly ReadProgress _progress;

    public ReadProgressTests() => _progress = new ReadProgress(_time);

    [Fact]
    public void Rate_and_time_left_are_known_from_the_second_page_on()
    {
        _progress.Report(100, 0.1);
        _progress.Fraction.Should().Be(0.1);
        _progress.Now().Left.Should().BeNull("nothing is known of the speed");

        _time.Advance(TimeSpan.FromSeconds(20));
        _progress.Report(300, 0.3);
        _progress.Fraction.Should().Be(0.3);
        (_progress.Now().Entries, _progress.Now().Rate).Should().Be((300, 10));
        _progress.Now().Left.Should().BeCloseTo(TimeSpan.FromSeconds(70), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void What_was_done_before_this_run_took_none_of_its_time()
    {
        _progress.Report(100, 0.2);
        _time.Advance(TimeSpan.FromSeconds(60));
        _progress.Report(100, 0.5);

        _progress.Now().Left.Should().BeCloseTo(TimeSpan.FromSeconds(100), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void A_page_that_does_not_tell_changes_nothing()
    {
        _progress.Report(100, null);
        _progress.Fraction.Should().BeNull();
        _progress.Report(110, 0.5);
        _progress.Report(120, null);
        _progress.Fraction.Should().Be(0.5);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_seconds()
    {
        for (var second = 0; second < 60; second++)
        {
            _progress.Report(second < 30 ? second * 1000 : 30_000 + (second * 10), null);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _progress.Now().Rate.Should().BeInRange(8, 10);
    }

    [Theory]
    [InlineData(null, 0, null, null, "0 entries")]
    [InlineData(0.418, 12_345, 2_345.6, 200.0, "41 %  12,345 entries  2,346/s  3 min left")]
    [InlineData(0.9999, 1, 0.0, 12.0, "99 %  1 entry  0/s  12 s left")]
    [InlineData(0.01, 5, 1.0, 7300.0, " 1 %  5 entries  1/s  2 h 1 min left")]
    [InlineData(1.0, 5, 1.0, 0.0, "100 %  5 entries  1/s  0 s left")]
    public void It_reads_so(double? fraction, long entries, double? rate, double? left, string expected) =>
        ProgressLine.Text(fraction, (entries, rate, left is { } seconds ? TimeSpan.FromSeconds(seconds) : null)).Should().Be(expected);
}
