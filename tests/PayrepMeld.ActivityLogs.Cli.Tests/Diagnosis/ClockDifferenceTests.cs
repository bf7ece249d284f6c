using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Diagnosis;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Diagnosis;

/// <summary>What the <c>Date</c> of an answer says of two clocks.</summary>
public sealed class ClockDifferenceTests
{
    private static readonly DateTimeOffset Date = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0.0", 2)]
    [InlineData("0.99", 2)]
    [InlineData("1.99", 2)]
    public void What_whole_seconds_explain_is_no_difference(string after, double bound)
    {
        var difference = ClockDifference.Of(Date, At(after), At(after));

        (difference.MayBeNone, difference.Bound).Should().Be((true, bound));
    }

    [Fact]
    public void Neither_is_what_a_slow_answer_explains()
    {
        var difference = ClockDifference.Of(Date, At("-4"), At("0.5"));

        (difference.MayBeNone, difference.Bound).Should().Be((true, 6));
    }

    [Theory]
    [InlineData("-3", -4)]
    [InlineData("11", 10)]
    public void More_is_one(string after, double seconds)
    {
        var difference = ClockDifference.Of(Date, At(after), At(after));

        (difference.MayBeNone, difference.Middle.TotalSeconds).Should().Be((false, seconds));
    }

    private static DateTimeOffset At(string after) => Date.AddSeconds(double.Parse(after, CultureInfo.InvariantCulture));
}
