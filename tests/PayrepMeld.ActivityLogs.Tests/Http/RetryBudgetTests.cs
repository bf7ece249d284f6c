using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class RetryBudgetTests
{
    private readonly FakeTime _time = new();

    private static int TakeAll(RetryBudget budget)
    {
        var taken = 0;
        while (taken < 1000 && budget.TryTake())
        {
            taken++;
        }

        return taken;
    }

    [Fact]
    public void A_lone_reader_has_the_reserve_and_gets_it_back_after_thirty_seconds()
    {
        var budget = new RetryBudget(_time, 10, 0.1);
        TakeAll(budget).Should().Be(10);

        _time.Advance(TimeSpan.FromSeconds(29));
        TakeAll(budget).Should().Be(0);

        _time.Advance(TimeSpan.FromSeconds(1));
        TakeAll(budget).Should().Be(10);
    }

    [Fact]
    public void Calls_add_their_share_for_thirty_seconds_only()
    {
        var budget = new RetryBudget(_time, 2, 0.1);
        for (var i = 0; i < 100; i++)
        {
            budget.CountCall();
        }

        TakeAll(budget).Should().Be(12);
        _time.Advance(TimeSpan.FromMinutes(5));
        TakeAll(budget).Should().Be(2, "long ago calls say nothing about now");
    }

    [Fact]
    public void Nothing_is_allowed_where_nothing_is_configured() => TakeAll(new RetryBudget(_time, 0, 0)).Should().Be(0);

    [Fact]
    [Trait("Fault", "47")]
    public void A_jump_of_the_wall_clock_changes_nothing()
    {
        var budget = new RetryBudget(_time, 3, 0);
        TakeAll(budget).Should().Be(3);
        _time.JumpWallClock(TimeSpan.FromDays(1));
        TakeAll(budget).Should().Be(0);
        _time.JumpWallClock(TimeSpan.FromDays(-2));
        _time.Advance(TimeSpan.FromSeconds(30));
        TakeAll(budget).Should().Be(3);
    }
}
