using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class RequestGateTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);
    private readonly FakeTime _time = new();

    private RequestGate Gate(int max = 8, int spacingMilliseconds = 0) => new(_time, max, TimeSpan.FromMilliseconds(spacingMilliseconds), LongestPause);

    private static async Task<TimeSpan?> Soon(Task<TimeSpan?> task) => await task.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);

    private static Task<TimeSpan?> Enter(RequestGate gate, TimeSpan? timeLeft = null, CancellationToken cancellationToken = default) =>
        gate.EnterAsync(timeLeft ?? Patient, cancellationToken).AsTask();

    [Theory]
    [InlineData(0, 8)]
    [InlineData(100, 8)]
    [InlineData(3_000, 3)]
    [InlineData(15_000, 1)]
    public void What_is_worthwhile_at_once_does_not_wait_ten_seconds_for_its_turn(int spacingMilliseconds, int expected)
    {
        using var gate = Gate(8, spacingMilliseconds);

        gate.Worthwhile.Should().Be(expected);
        gate.Close(TimeSpan.FromSeconds(1));
        gate.Worthwhile.Should().Be(1);
    }

    [Fact]
    public async Task No_more_than_the_limit_run_at_once_and_the_rest_follow_in_order()
    {
        using var gate = Gate(2);
        (await Enter(gate)).Should().BeNull();
        (await Enter(gate)).Should().BeNull();
        var waiting = Enumerable.Range(0, 5).Select(_ => Enter(gate)).ToArray();

        for (var i = 0; i < waiting.Length; i++)
        {
            waiting.Skip(i).Should().NotContain(task => task.IsCompleted);
            gate.Leave(succeeded: true);
            (await Soon(waiting[i])).Should().BeNull();
            gate.Running.Should().Be(2);
        }
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task A_cancelled_wait_ends_at_once_and_leaks_no_place()
    {
        using var gate = Gate(1);
        await Enter(gate);
        using var cancel = new CancellationTokenSource();
        var first = Enter(gate, cancellationToken: cancel.Token);
        var second = Enter(gate);

        cancel.Cancel();
        await first.Invoking(task => Soon(task)).Should().ThrowAsync<OperationCanceledException>();

        gate.Leave(succeeded: true);
        (await Soon(second)).Should().BeNull();
        gate.Leave(succeeded: true);
        gate.Running.Should().Be(0);
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task Cancelling_while_places_are_given_out_leaks_none()
    {
        using var gate = Gate(4);
        var workers = Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 500; i++)
            {
                using var cancel = new CancellationTokenSource();
                var enter = Enter(gate, cancellationToken: cancel.Token);
                if (random.Next(2) == 0)
                {
                    cancel.Cancel();
                }

                try
                {
                    await enter;
                    gate.Running.Should().BeLessThanOrEqualTo(4);
                    await Task.Yield();
                    gate.Leave(succeeded: true);
                }
                catch (OperationCanceledException)
                {
                    // Half of them are meant to be.
                }
            }
        })).ToArray();

        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        gate.Running.Should().Be(0);
        for (var i = 0; i < 4; i++)
        {
            Enter(gate).IsCompletedSuccessfully.Should().BeTrue();
        }
    }

    [Fact]
    [Trait("Fault", "10")]
    public async Task Closed_nobody_enters_until_the_time_is_up_and_then_one_by_one()
    {
        using var gate = Gate(4);
        gate.Close(TimeSpan.FromSeconds(10));
        var waiting = Enumerable.Range(0, 3).Select(_ => Enter(gate)).ToArray();

        _time.Advance(TimeSpan.FromMilliseconds(9_999));
        gate.Running.Should().Be(0);
        waiting.Should().NotContain(task => task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Soon(waiting[0]);
        gate.Running.Should().Be(1);
        waiting.Skip(1).Should().NotContain(task => task.IsCompleted);

        gate.Leave(succeeded: true);
        await Soon(waiting[1]);
        gate.Running.Should().Be(1);
    }

    [Fact]
    [Trait("Fault", "10")]
    public async Task The_limit_grows_by_one_for_ten_successes_up_to_where_it_was()
    {
        using var gate = Gate(3);
        gate.Close(TimeSpan.Zero);
        var limits = new List<int>();
        for (var i = 0; i < 40; i++)
        {
            await Enter(gate);
            gate.Leave(succeeded: true);
            limits.Add(gate.Limit);
            await Enter(gate);
            gate.Leave(succeeded: false);
        }

        limits.Should().Equal([.. Enumerable.Repeat(1, 9), .. Enumerable.Repeat(2, 10), .. Enumerable.Repeat(3, 21)]);
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task Whoever_cannot_wait_so_long_is_told_at_once()
    {
        using var gate = Gate(1);
        gate.Close(TimeSpan.FromSeconds(30));

        (await Enter(gate, TimeSpan.FromSeconds(29))).Should().Be(TimeSpan.FromSeconds(30));
        var waiting = Enter(gate, TimeSpan.FromSeconds(40));
        waiting.IsCompleted.Should().BeFalse();

        gate.Close(TimeSpan.FromSeconds(50));
        (await Soon(waiting)).Should().Be(TimeSpan.FromSeconds(50), "a longer pause is news to those who wait, too");
        gate.Running.Should().Be(0);
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task A_pause_nobody_is_to_wait_for_is_told_at_once_but_a_long_queue_is_no_pause()
    {
        using var gate = Gate(1);
        await Enter(gate);
        var queued = Enter(gate, TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(3));

        gate.Close(LongestPause);
        queued.IsCompleted.Should().BeFalse();

        gate.Close(LongestPause + TimeSpan.FromSeconds(1));
        (await Soon(queued)).Should().Be(LongestPause + TimeSpan.FromSeconds(1));
        (await Enter(gate, TimeSpan.FromMinutes(10))).Should().Be(LongestPause + TimeSpan.FromSeconds(1));
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task A_pause_of_a_day_is_told_in_full_and_probed_after_the_longest_pause()
    {
        var day = TimeSpan.FromDays(1);
        using var gate = Gate(4);
        gate.Close(day).Should().Be(LongestPause);
        (await Enter(gate)).Should().Be(day);

        _time.Advance(LongestPause - TimeSpan.FromTicks(1));
        (await Enter(gate)).Should().Be(day - LongestPause + TimeSpan.FromTicks(1));
        _time.Advance(TimeSpan.FromTicks(1));
        (await Enter(gate)).Should().BeNull("one may find out");
        var second = Enter(gate);
        second.IsCompleted.Should().BeFalse();

        gate.Close(TimeSpan.FromSeconds(5));
        gate.Leave(succeeded: false);
        (await Enter(gate, TimeSpan.FromSeconds(4))).Should().Be(TimeSpan.FromSeconds(5), "the vendor's last word counts");
        _time.Advance(TimeSpan.FromSeconds(5));
        (await Soon(second)).Should().BeNull();
    }

    [Fact]
    [Trait("Fault", "11")]
    public async Task Where_nobody_is_to_wait_a_second_passes_between_probes()
    {
        using var gate = new RequestGate(_time, 4, TimeSpan.Zero, TimeSpan.Zero);
        gate.Close(TimeSpan.FromMinutes(5));
        (await Enter(gate)).Should().Be(TimeSpan.FromMinutes(5));
        _time.Advance(TimeSpan.FromSeconds(1));
        (await Enter(gate)).Should().BeNull();
    }

    [Fact]
    public void A_shorter_pause_does_not_undo_a_longer_one()
    {
        using var gate = Gate(1);
        gate.Close(TimeSpan.FromSeconds(30));
        gate.Close(TimeSpan.FromSeconds(1));
        var waiting = Enter(gate);
        _time.Advance(TimeSpan.FromSeconds(29));
        gate.Running.Should().Be(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        SpinWait.SpinUntil(() => waiting.IsCompleted, TimeSpan.FromSeconds(5)).Should().BeTrue();
    }

    [Fact]
    public async Task Starts_keep_their_distance()
    {
        using var gate = Gate(8, spacingMilliseconds: 250);
        var starts = new List<TimeSpan>();
        var all = Enumerable.Range(0, 4).Select(_ => Enter(gate)).ToArray();
        for (var i = 0; i < 4; i++)
        {
            await Soon(all[i]);
            starts.Add(_time.Elapsed);
            _time.Advance(TimeSpan.FromMilliseconds(249));
            gate.Running.Should().Be(i + 1);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        starts.Select(start => start.TotalMilliseconds).Should().Equal(0, 250, 500, 750);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "47")]
    public async Task A_jump_of_the_wall_clock_changes_no_wait(int days)
    {
        using var gate = Gate();
        gate.Close(TimeSpan.FromSeconds(10));
        var waiting = Enter(gate);
        _time.Advance(TimeSpan.FromSeconds(5));
        _time.JumpWallClock(TimeSpan.FromDays(days));
        _time.Advance(TimeSpan.FromMilliseconds(4_999));
        gate.Running.Should().Be(0);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await Soon(waiting)).Should().BeNull();
    }
}
