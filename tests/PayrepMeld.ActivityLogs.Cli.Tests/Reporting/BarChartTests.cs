using PayrepMeld.ActivityLogs.Cli.Reporting;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Reporting;

public sealed class BarChartTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 10)]
    [InlineData(11, 12)]
    [InlineData(112, 120)]
    [InlineData(471, 600)]
    [InlineData(1_000_001, 1_200_000)]
    public void A_scale_ends_at_a_round_number_that_has_a_half(long most, long expected) => BarChart.Scale(most).Should().Be(expected);
}
