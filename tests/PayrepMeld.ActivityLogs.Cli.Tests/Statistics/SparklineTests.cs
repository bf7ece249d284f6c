using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Statistics;

public sealed class SparklineTests
{
    [Theory]
    [InlineData(new long[0], "")]
    [InlineData(new long[] { 0, 0 }, "▁▁")]
    [InlineData(new long[] { 0, 1, 2, 3, 4, 5, 6, 7 }, "▁▂▃▄▅▆▇█")]
    [InlineData(new long[] { 0, 1, 1000 }, "▁▂█")]
    [InlineData(new[] { long.MaxValue, 1L, 0L }, "█▂▁")]
    public void Counts_become_bars(long[] counts, string expected) => Sparkline.Of(counts).Should().Be(expected);

    [Fact]
    public void More_is_never_lower_the_most_is_highest_and_only_none_is_lowest()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var counts = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.NextInt64(random.Next(1, 1_000_000))).ToList();
            var bars = Sparkline.Of(counts).Select(bar => Sparkline.Bars.IndexOf(bar, StringComparison.Ordinal)).ToList();

            counts.Zip(bars).OrderBy(pair => pair.First).Select(pair => pair.Second).Should().BeInAscendingOrder();
            bars.Zip(counts).Should().OnlyContain(pair => pair.First == 0 == (pair.Second == 0));
            bars.Max().Should().Be(counts.Max() == 0 ? 0 : Sparkline.Bars.Length - 1);
        }
    }
}
