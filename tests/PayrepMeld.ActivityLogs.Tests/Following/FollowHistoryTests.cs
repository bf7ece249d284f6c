using FsCheck;
using FsCheck.Fluent;

namespace PayrepMeld.ActivityLogs.Tests.Following;

/// <summary>
/// Random histories of two logs: what is written in time is delivered, once, whatever is late, dated ahead, written meanwhile or unreadable, whichever vendor
/// is down, and however often the follow is restarted. Where the consumer crashes, at least once.
/// </summary>
public sealed class FollowHistoryTests
{
#if NET10_0_OR_GREATER
    private const int Histories = 1_000;
#else
    private const int Histories = 200;
#endif

    [Fact]
    public void Every_row_written_in_time_comes_exactly_once() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(40),
            Prop.ForAll(FollowHistory.Arbitrary(), history => Task.Run(() => new FollowHistoryRun(history).FindFaultAsync()).GetAwaiter().GetResult().Should().BeNull()));
}
