using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

public sealed class FollowMergedTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(12);
    private readonly FakeTime _time = new();
    private readonly LiveLog _payrep = new(ActivityLogVendor.Payrep);
    private readonly LiveLog _meld = new(ActivityLogVendor.Meld);

    private DateTimeOffset Now => _time.GetUtcNow();

    private LiveLog[] Both => [_payrep, _meld];

    [Fact]
    public async Task What_a_poll_finds_is_the_reverse_of_a_read_ties_included()
    {
        await using var run = await FollowRun.StartAsync(_time, Both);
        for (var i = 0; i < 300; i++)
        {
            _payrep.Insert($"p{i}", Now.AddSeconds(-(i * 7 % 100)));
            _meld.Insert($"m{i}", Now.AddSeconds(-(i * 13 % 100)));
        }

        await run.PassAsync(Poll);

        run.Ids.Should().HaveCount(600).And.Equal((await run.Client.IdsAsync()).AsEnumerable().Reverse());
    }

    [Fact]
    public async Task Backlogs_of_both_are_merged_although_they_are_not_held()
    {
        for (var i = 0; i < 3_000; i++)
        {
            _payrep.Insert($"p{i:0000}", Now.AddSeconds(-(i * 7919 % 3_000)));
            _meld.Insert($"m{i:0000}", Now.AddSeconds(-(i * 104_729 % 2_000)));
        }

        await using var run = await FollowRun.StartAsync(_time, Both, new ActivityLogQuery { From = Now.AddDays(-1) }, new FollowOptions { MaxHeld = 250 });

        run.Ids.Should().HaveCount(6_000).And.Equal((await run.Client.IdsAsync()).AsEnumerable().Reverse());
    }

    [Fact]
    public async Task A_vendor_that_is_down_stalls_nobody_and_catches_up()
    {
        await using var run = await FollowRun.StartAsync(_time, Both);
        _payrep.Before = (_, _) => throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, "Down.");
        await run.PassAsync(Poll);
        for (var i = 0; i < 30; i++)
        {
            _payrep.Insert($"p{i:00}", Now);
            _meld.Insert($"m{i:00}", Now);
            await run.PassAsync(Poll);
            run.Ids.Should().HaveCount(i + 1).And.EndWith($"m{i:00}");
        }

        _payrep.Before = null;
        await run.PassAsync(TimeSpan.FromMinutes(6));

        run.Ids.Skip(30).Should().Equal(Enumerable.Range(0, 30).Select(i => $"p{i:00}"));
    }

    [Fact]
    public async Task A_vendor_that_failed_is_not_waited_for_when_it_is_tried_again()
    {
        var isDown = true;
        _payrep.Before = (_, cancellationToken) => isDown
            ? throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, "Down.")
            : Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        await using var run = await FollowRun.StartAsync(_time, Both, options: new FollowOptions { PollInterval = TimeSpan.FromMinutes(10) });
        isDown = false;
        await run.PassAsync(TimeSpan.FromMinutes(8));
        run.Ids.Should().BeEmpty();
        _meld.Insert("m", Now);
        await run.PassAsync(TimeSpan.FromMinutes(4));

        _payrep.InFlight.Should().Be(1);
        run.Ids.Should().Equal("m");
    }

    [Fact]
    public async Task A_vendor_that_is_down_from_the_start_stalls_nobody()
    {
        _meld.Before = (_, _) => throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Meld, "Down.");
        await using var run = await FollowRun.StartAsync(_time, Both);
        _payrep.Insert("p", Now);
        _meld.Insert("known by then", Now);
        await run.PassAsync(Poll);
        run.Ids.Should().Equal("p");
        _meld.Before = null;
        await run.PassAsync(TimeSpan.FromMinutes(1));
        _meld.Insert("m", Now);
        await run.PassAsync(Poll);

        run.Ids.Should().Equal("p", "m");
    }

    [Fact]
    public async Task A_vendor_that_does_not_answer_is_waited_for_one_polling_interval()
    {
        await using var run = await FollowRun.StartAsync(_time, Both, options: new FollowOptions { PollInterval = TimeSpan.FromSeconds(10) });
        var answer = new TaskCompletionSource();
        _payrep.Before = (_, cancellationToken) => answer.Task.WaitAsync(cancellationToken);
        _payrep.Insert("p", Now);
        _meld.Insert("m1", Now.AddSeconds(1));
        var seen = _meld.Requests.Count;
        while (_meld.Requests.Count == seen)
        {
            await run.PassAsync(TimeSpan.FromMilliseconds(100));
        }

        await run.PassAsync(TimeSpan.FromSeconds(9));
        run.Ids.Should().BeEmpty();
        await run.PassAsync(TimeSpan.FromSeconds(2));
        run.Ids.Should().Equal("m1");
        for (var i = 2; i < 10; i++)
        {
            _meld.Insert($"m{i}", Now);
            await run.PassAsync(Poll);
        }

        run.Ids.Should().Equal(Enumerable.Range(1, 9).Select(i => $"m{i}"));
        _payrep.Before = null;
        await run.DoAsync(answer.SetResult);
        await run.PassAsync(Poll);
        run.Ids.Should().HaveCount(10).And.EndWith("p");
    }

    [Fact]
    public async Task A_vendor_that_answers_slowly_is_waited_for_as_long_as_it_answers()
    {
        for (var i = 0; i < 100; i++)
        {
            _payrep.Insert($"p{i:00}", Now.AddSeconds(i - 100));
        }

        _meld.Insert("m", Now);
        _payrep.Before = (_, cancellationToken) => Task.Delay(TimeSpan.FromSeconds(9), _time, cancellationToken);
        await using var run = await FollowRun.StartAsync(_time, Both, new ActivityLogQuery { From = Now.AddDays(-1), PageSize = 10 });
        await run.PassAsync(TimeSpan.FromSeconds(80));
        run.Ids.Should().BeEmpty();
        await run.PassAsync(TimeSpan.FromMinutes(5));

        run.Ids.Should().HaveCount(101).And.EndWith("m");
    }

    [Fact]
    public async Task Vendors_that_answer_are_polled_in_step()
    {
        var polls = new List<(ActivityLogVendor Vendor, TimeSpan At)>();
        foreach (var log in Both)
        {
            log.Before = (number, _) =>
            {
                polls.Add((log.Vendor, _time.Elapsed));
                return number is > 20 and < 25 ? throw new ActivityLogException(ActivityLogErrorKind.Unavailable, log.Vendor, "Down.") : Task.CompletedTask;
            };
        }

        await using var run = await FollowRun.StartAsync(_time, Both);
        await run.PassAsync(TimeSpan.FromHours(1));

        var last = polls.TakeLast(40).ToList();
        last.Where(poll => poll.Vendor == ActivityLogVendor.Payrep).Select(poll => poll.At).Distinct()
            .Should().Equal(last.Where(poll => poll.Vendor == ActivityLogVendor.Meld).Select(poll => poll.At).Distinct());
    }

    [Fact]
    public async Task One_vendors_refusal_ends_it_and_leaves_nothing_running()
    {
        await using var run = await FollowRun.StartAsync(_time, Both);
        _meld.Before = (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        _payrep.Before = (_, _) => throw new ActivityLogException(ActivityLogErrorKind.Unauthorized, ActivityLogVendor.Payrep, "No.");
        await run.PassAsync(Poll);

        await run.Awaiting(r => r.EndedAsync()).Should().ThrowAsync<ActivityLogException>();
        _meld.InFlight.Should().Be(0);
        _time.WaitingTimers.Should().Be(0);
    }
}
