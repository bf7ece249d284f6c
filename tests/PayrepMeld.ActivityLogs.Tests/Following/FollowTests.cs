using System.Globalization;
using PayrepMeld.ActivityLogs.Following;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

public sealed class FollowTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(12);
    private readonly FakeTime _time = new();
    private readonly LiveLog _payrep = new(ActivityLogVendor.Payrep);
    private readonly LiveLog _meld = new(ActivityLogVendor.Meld);

    private DateTimeOffset Now => _time.GetUtcNow();

    public static TheoryData<string> Sources => ["Payrep", "Meld"];

    [Fact]
    public void Nothing_is_asked_for_before_it_is_enumerated()
    {
        Client().FollowAsync();

        _payrep.Requests.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task From_a_start_on_everything_comes_oldest_first(string source)
    {
        var log = Log(source);
        for (var i = 0; i < 250; i++)
        {
            // Three of each instant: in the vendor's order the largest id is first.
            log.Insert($"r{i:000}", Now.AddMinutes((i / 3) - 100));
        }

        log.Insert("too old", Now.AddMinutes(-101));

        await using var run = await FollowRun.StartAsync(_time, [log], new ActivityLogQuery { From = Now.AddMinutes(-100) });

        run.Ids.Should().Equal(Enumerable.Range(0, 250).Select(i => $"r{i:000}"));
        run.Ids.Should().Equal((await run.Client.IdsAsync(new ActivityLogQuery { From = Now.AddMinutes(-100) })).AsEnumerable().Reverse());
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task From_now_on_only_new_rows_come(string source)
    {
        var log = Log(source);
        for (var i = 0; i < 500; i++)
        {
            log.Insert($"old{i}", Now.AddSeconds(-i));
        }

        await using var run = await FollowRun.StartAsync(_time, [log]);
        run.Ids.Should().BeEmpty();
        log.Insert("new", Now);
        log.Insert("late", Now.AddMinutes(-4));
        log.Insert("too late", Now.AddMinutes(-6));
        await run.PassAsync(Poll);

        run.Ids.Should().Equal("late", "new");
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task In_an_empty_log_whatever_appears_is_new(string source)
    {
        var log = Log(source);
        await using var run = await FollowRun.StartAsync(_time, [log]);
        log.Insert("old", Now.AddYears(-3));
        log.Insert("new", Now);
        await run.PassAsync(Poll);

        run.Ids.Should().Equal("old", "new");
    }

    [Theory]
    [InlineData("Payrep", 1)]
    [InlineData("Payrep", -1)]
    [InlineData("Meld", 1)]
    [InlineData("Meld", -1)]
    public async Task A_clock_a_day_off_loses_nothing_and_repeats_nothing(string source, int days)
    {
        var log = Log(source);
        for (var i = 0; i < 300; i++)
        {
            log.Insert($"old{i}", Now.AddMinutes(-i));
        }

        var expected = new List<string>();
        var vendorsNow = Now;
        _time.JumpWallClock(TimeSpan.FromDays(days));
        await using var run = await FollowRun.StartAsync(_time, [log]);
        for (var i = 0; i < 20; i++)
        {
            log.Insert($"new{i:00}", vendorsNow + _time.Elapsed);
            log.Insert($"late{i:00}", vendorsNow + _time.Elapsed - TimeSpan.FromMinutes(4));
            expected.AddRange([$"late{i:00}", $"new{i:00}"]);
            await run.PassAsync(Poll);
        }

        run.Ids.Should().Equal(expected);
    }

    [Fact]
    public async Task Late_rows_come_once_and_rows_read_again_do_not()
    {
        await using var run = await FollowRun.StartAsync(_time, [_meld]);
        for (var i = 0; i < 100; i++)
        {
            _meld.Insert($"n{i}", Now);
            _meld.Insert($"l{i}", Now.AddMinutes(-5).AddSeconds(30));
            await run.PassAsync(TimeSpan.FromSeconds(7));
        }

        await run.PassAsync(TimeSpan.FromMinutes(10));

        run.Ids.Should().OnlyHaveUniqueItems().And.HaveCount(200);
    }

    [Fact]
    public async Task Rows_of_the_newest_instant_come_with_no_overlap_as_well()
    {
        await using var run = await FollowRun.StartAsync(_time, [_payrep], options: new FollowOptions { Overlap = TimeSpan.Zero });
        var at = Now;
        foreach (var id in (string[])["b", "a", "c"])
        {
            _payrep.Insert(id, at);
            await run.PassAsync(Poll);
        }

        run.Ids.Should().Equal("b", "a", "c");
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task A_burst_larger_than_any_page_comes_whole(string source)
    {
        var log = Log(source);
        log.Insert("first", Now);
        log.SilentCap = 7;
        await using var run = await FollowRun.StartAsync(_time, [log]);
        for (var i = 0; i < 1_500; i++)
        {
            log.Insert($"r{i:0000}", Now.AddMilliseconds(i / 10));
        }

        await run.PassAsync(Poll);

        run.Ids.Should().Equal(Enumerable.Range(0, 1_500).Select(i => $"r{i:0000}"));
    }

    [Fact]
    public async Task A_row_dated_in_the_future_hides_nothing()
    {
        await using var run = await FollowRun.StartAsync(_time, [_payrep]);
        _payrep.Insert("future", Now.AddDays(1));
        await run.PassAsync(Poll);
        _payrep.Insert("now", Now);
        await run.PassAsync(Poll);
        _payrep.Insert("then", Now);
        _payrep.Insert("late", Now.AddMinutes(-4));
        await run.PassAsync(Poll);

        run.Ids.Should().Equal("future", "now", "late", "then");
    }

    [Fact]
    public async Task Nor_does_it_while_the_vendor_is_down()
    {
        await using var run = await FollowRun.StartAsync(_time, [_payrep]);
        _payrep.Insert("future", Now.AddDays(1));
        await run.PassAsync(Poll);
        _payrep.Before = (_, _) => throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, "Down.");
        await run.PassAsync(Poll);
        _payrep.Insert("meanwhile", Now);
        await run.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        _payrep.Before = null;
        await run.PassAsync(TimeSpan.FromMinutes(6));

        run.Ids.Should().Equal("future", "meanwhile");
    }

    [Fact]
    public async Task What_is_filtered_on_the_client_moves_the_watermark_too()
    {
        var query = new ActivityLogQuery { Search = "needle" };
        _meld.Insert("old", Now.AddDays(-1));
        await using var run = await FollowRun.StartAsync(_time, [_meld], query);
        for (var i = 0; i < 2_000; i++)
        {
            _meld.Insert($"hay{i}", Now);
            if (i % 500 == 250)
            {
                _meld.Insert($"needle{i}", Now, """{"path":"/needle"}""");
            }

            await run.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        }

        run.Ids.Should().Equal("needle250", "needle750", "needle1250", "needle1750");

        // Five minutes of it are about thirty rows; the whole would be two thousand.
        _meld.Requests.TakeLast(20).Max(request => request.Rows).Should().BeLessThan(50);
    }

    [Fact]
    public async Task Days_of_it_keep_no_more_than_the_overlap()
    {
        var options = new FollowOptions { PollInterval = TimeSpan.FromMinutes(1) };
        _payrep.Insert("first", Now);
        await using var run = await FollowRun.StartAsync(_time, [_payrep], options: options);
        var most = 0;
        for (var i = 0; i < 5 * 24 * 60; i++)
        {
            _payrep.Insert($"r{i}", Now);
            await run.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
            most = Math.Max(most, run.Saved!.State.Vendors[0].Known.Count);
        }

        run.Ids.Should().Equal(Enumerable.Range(0, run.Ids.Count).Select(i => $"r{i}")).And.HaveCountGreaterThan((5 * 24 * 60) - 3);
        most.Should().BeLessThan(12);
        run.Saved!.ToString().Length.Should().BeLessThan(400);
    }

    [Fact]
    public async Task It_ends_after_as_many_entries_as_asked_for()
    {
        for (var i = 0; i < 50; i++)
        {
            _payrep.Insert($"r{i:00}", Now.AddSeconds(i - 50));
        }

        await using var run = await FollowRun.StartAsync(_time, [_payrep], new ActivityLogQuery { From = Now.AddDays(-1), MaxEntries = 20 });

        await run.EndedAsync();
        run.Ids.Should().Equal(Enumerable.Range(0, 20).Select(i => $"r{i:00}"));
        _time.WaitingTimers.Should().Be(0);
    }

    [Fact]
    public async Task Unreadable_rows_are_reported_once()
    {
        var logger = new ListLogger();
        _payrep.Insert("known", Now.AddSeconds(-1));
        _payrep.InsertNameless("known nameless", Now.AddSeconds(-1));
        await using var run = await FollowRun.StartAsync(_time, [_payrep], logger: logger);
        _payrep.InsertUnreadable("deep", Now);
        _payrep.InsertNameless("nameless", Now);
        _payrep.Insert("good", Now);
        await run.PassAsync(TimeSpan.FromMinutes(3));
        _payrep.Insert("better", Now);
        await run.PassAsync(TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(5));

        run.Ids.Should().Equal("good", "better");
        logger.Lines.Count(line => line.Id.Id == 5).Should().Be(2);
    }

    [Fact]
    public async Task The_range_polled_reaches_from_the_overlap_to_two_days_ahead()
    {
        _meld.Insert("old", Now);
        await using var run = await FollowRun.StartAsync(_time, [_meld], options: new FollowOptions { Overlap = TimeSpan.FromMinutes(2) });
        _meld.Insert("new", Now.AddSeconds(1));
        await run.PassAsync(TimeSpan.FromSeconds(25));

        _meld.Requests[^1].Bounds.From.Should().Be(Now.AddSeconds(-24).AddMinutes(-2));
        _meld.Requests[^1].Bounds.To.Should().BeCloseTo(Now.AddDays(2), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void What_contradicts_itself_is_refused_at_the_call()
    {
        var client = Client();

        client.Invoking(c => c.FollowAsync(new ActivityLogQuery { To = Now })).Should().Throw<ArgumentException>().WithParameterName("To");
        FluentActions.Invoking(() => new FollowOptions { PollInterval = TimeSpan.FromMilliseconds(99) }).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("PollInterval");
        FluentActions.Invoking(() => new FollowOptions { PollInterval = TimeSpan.FromDays(1.1) }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new FollowOptions { Overlap = TimeSpan.FromTicks(-1) }).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("Overlap");
        FluentActions.Invoking(() => new FollowOptions { Overlap = TimeSpan.FromDays(7.1) }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Polls_are_a_polling_interval_apart_give_or_take_a_tenth()
    {
        var polls = new List<TimeSpan>();
        _meld.Before = (_, _) =>
        {
            polls.Add(_time.Elapsed);
            return Task.CompletedTask;
        };
        await using var run = await FollowRun.StartAsync(_time, [_meld]);
        await run.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(50));

        var gaps = polls.Zip(polls.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        gaps.Should().OnlyContain(gap => gap >= 9 && gap <= 11.05).And.HaveCountGreaterThan(50);
        gaps.Should().Contain(gap => gap < 9.5).And.Contain(gap => gap > 10.5);
    }

    private ActivityLogClient Client() => Clients.Over(_payrep);

    private LiveLog Log(string source) => source == "Payrep" ? _payrep : _meld;
}
