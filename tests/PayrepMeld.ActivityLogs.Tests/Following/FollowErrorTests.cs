using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

public sealed class FollowErrorTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(12);
    private readonly FakeTime _time = new();
    private readonly LiveLog _log = new(ActivityLogVendor.Payrep);

    private DateTimeOffset Now => _time.GetUtcNow();

    [Theory]
    [InlineData(ActivityLogErrorKind.Unavailable)]
    [InlineData(ActivityLogErrorKind.Throttled)]
    public async Task An_outage_is_survived_with_longer_and_longer_waits(ActivityLogErrorKind kind)
    {
        var logger = new ListLogger();
        var asked = new List<TimeSpan>();
        _log.Insert("old", Now);
        await using var run = await FollowRun.StartAsync(_time, [_log], logger: logger);
        _log.Before = (_, _) =>
        {
            asked.Add(_time.Elapsed);
            throw Error(kind);
        };
        _log.Insert("new", Now);
        await run.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(500));
        run.Ids.Should().BeEmpty();
        _log.Before = null;
        await run.PassAsync(TimeSpan.FromMinutes(6));

        run.Ids.Should().Equal("new");
        var waits = run.Errors.Select(error => error.Wait.TotalSeconds).ToList();
        double[] expected = [10, 20, 40, 80, 160, 300, 300, 300];
        waits.Take(8).Zip(expected).Should().OnlyContain(wait => wait.First >= 0.9 * wait.Second && wait.First <= 1.1 * wait.Second);
        var gaps = asked.Zip(asked.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        gaps.Zip(waits).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1);
        logger.Lines.Count(line => line.Id.Id == 11).Should().Be(run.Errors.Count);

        // Once it answers again, polls are as far apart as ever, and the next error begins anew.
        _log.Before = (_, _) => throw Error(kind);
        run.Errors.Clear();
        await run.PassAsync(Poll);
        run.Errors[0].Wait.Should().BeLessThan(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task A_polling_interval_above_five_minutes_is_the_longest_wait()
    {
        _log.Before = (_, _) => throw Error(ActivityLogErrorKind.Unavailable);
        await using var run = await FollowRun.StartAsync(_time, [_log], options: new FollowOptions { PollInterval = TimeSpan.FromHours(1) });
        await run.PassAsync(TimeSpan.FromHours(5), TimeSpan.FromMinutes(1));

        run.Errors.Should().OnlyContain(error => error.Wait >= TimeSpan.FromMinutes(54) && error.Wait <= TimeSpan.FromMinutes(66)).And.HaveCountGreaterThan(3);
    }

    [Fact]
    public async Task What_the_vendor_asks_to_wait_is_waited()
    {
        _log.Before = (number, _) => number == 1 ? throw Error(ActivityLogErrorKind.Throttled, TimeSpan.FromMinutes(20)) : Task.CompletedTask;
        await using var run = await FollowRun.StartAsync(_time, [_log]);
        await run.PassAsync(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(1));

        _log.Requests.Should().ContainSingle();
        run.Errors.Should().ContainSingle().Which.Wait.Should().Be(TimeSpan.FromMinutes(20));
        await run.PassAsync(TimeSpan.FromSeconds(2));
        _log.Requests.Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public async Task Nonsense_is_survived_four_times_and_thrown_the_fifth()
    {
        _log.Before = (number, _) => number is 5 or > 9 ? Task.CompletedTask : throw Error(number == 3 ? ActivityLogErrorKind.Unavailable : ActivityLogErrorKind.Protocol);
        await using var run = await FollowRun.StartAsync(_time, [_log]);
        await run.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(5));
        run.Task.IsCompleted.Should().BeFalse();
        run.Errors.Should().HaveCount(8);

        _log.Before = (_, _) => throw Error(ActivityLogErrorKind.Protocol);
        await run.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(5));

        (await run.Awaiting(r => r.EndedAsync()).Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        run.Errors.Should().HaveCount(8 + 4);
    }

    [Theory]
    [InlineData(ActivityLogErrorKind.Invalid)]
    [InlineData(ActivityLogErrorKind.Unauthorized)]
    public async Task What_waiting_cannot_mend_is_thrown_at_once_and_what_was_taken_is_saved(ActivityLogErrorKind kind)
    {
        await using var run = await FollowRun.StartAsync(_time, [_log]);
        _log.Insert("one", Now);
        await run.PassAsync(Poll);
        var saved = run.Saved;
        _log.Before = (_, _) => throw Error(kind);
        await run.PassAsync(Poll);

        (await run.Awaiting(r => r.EndedAsync()).Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(kind);
        run.Errors.Should().BeEmpty();
        run.Saved.Should().Be(saved);
        _time.WaitingTimers.Should().Be(0);
    }

    [Fact]
    public async Task A_cursor_refused_in_the_middle_of_a_backlog_is_done_without()
    {
        for (var i = 0; i < 500; i++)
        {
            _log.Insert($"r{i:000}", Now.AddSeconds(i - 500));
        }

        // The rows that the pages end at are gone when they are read back.
        var options = new FollowOptions { MaxHeld = 40 };
        _log.Before = (number, _) =>
        {
            if (number is 60 or 70)
            {
                _log.Requests.ForEach(request => _log.Remove(request.After?.Id ?? ""));
            }

            return Task.CompletedTask;
        };
        await using var run = await FollowRun.StartAsync(_time, [_log], new ActivityLogQuery { From = Now.AddDays(-1), PageSize = 10 }, options);
        await run.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(5));

        run.Task.IsCompleted.Should().BeFalse();
        run.Errors.Should().NotBeEmpty().And.OnlyContain(error => error.Error.Kind == ActivityLogErrorKind.Invalid);
        run.Ids.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        run.Ids.Count.Should().BeGreaterThan(390);
        var left = await run.Client.IdsAsync();
        left.Should().BeSubsetOf(run.Ids);
    }

    [Fact]
    public async Task An_error_of_the_callbacks_ends_it()
    {
        var saving = await FollowRun.StartAsync(_time, [_log], options: new FollowOptions { SavePosition = (_, _) => throw new IOException("disk") });
        await saving.Awaiting(r => r.EndedAsync()).Should().ThrowAsync<IOException>();

        _log.Before = (_, _) => throw Error(ActivityLogErrorKind.Unavailable);
        var telling = await FollowRun.StartAsync(_time, [_log], options: new FollowOptions { OnError = (_, _) => throw new IOException("log") });
        await telling.Awaiting(r => r.EndedAsync()).Should().ThrowAsync<IOException>();
        _time.WaitingTimers.Should().Be(0);
    }

    private static ActivityLogException Error(ActivityLogErrorKind kind, TimeSpan? retryAfter = null) => new(kind, ActivityLogVendor.Payrep, "A test.") { RetryAfter = retryAfter };
}
