using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

public sealed class FollowBacklogTests
{
    private readonly FakeTime _time = new();
    private readonly LiveLog _log = new(ActivityLogVendor.Payrep);

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public async Task A_backlog_that_is_not_held_comes_oldest_first_with_what_was_written_meanwhile()
    {
        const int Count = 25_000;
        for (var i = 0; i < Count; i++)
        {
            _log.Insert($"r{i:00000}", Now.AddSeconds((i / 2) - Count));
        }

        // Before every tenth request, a row among those that are still to be read back.
        var written = 0;
        _log.Before = (number, _) =>
        {
            number.Should().BeLessThan(2_000);
            if (number % 10 == 0 && number > 300)
            {
                _log.Insert($"r{Count - 1:00000}+{written++:00}", Now.AddSeconds(((Count - 1) / 2) - Count));
            }

            return Task.CompletedTask;
        };
        await using var run = await FollowRun.StartAsync(_time, [_log], new ActivityLogQuery { From = Now.AddDays(-1) });

        written.Should().BeGreaterThan(5);
        _log.Before = null;
        await run.PassAsync(TimeSpan.FromSeconds(12));
        run.Ids.Should().OnlyHaveUniqueItems();
        run.Ids.Take(Count).Should().Equal(Enumerable.Range(0, Count).Select(i => $"r{i:00000}"));
        run.Ids.Should().HaveCount(Count + written);

        // Twice over all of it, but for the part that was held.
        _log.Requests.Count.Should().BeLessThan((2 * Count / 100) + 10);
    }

    [Fact]
    public async Task A_failure_in_the_middle_of_a_backlog_does_not_begin_it_anew()
    {
        for (var i = 0; i < 2_000; i++)
        {
            _log.Insert($"r{i:0000}", Now.AddSeconds(i - 2_000));
        }

        _log.Before = (number, _) => number % 7 == 0 ? throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, "Down.") : Task.CompletedTask;
        await using var run = await FollowRun.StartAsync(_time, [_log], new ActivityLogQuery { From = Now.AddDays(-1), PageSize = 20 }, new FollowOptions { MaxHeld = 300 });
        await run.PassAsync(TimeSpan.FromMinutes(12));

        run.Ids.Should().Equal(Enumerable.Range(0, 2_000).Select(i => $"r{i:0000}"));
        run.Errors.Count.Should().BeInRange(20, 100);
    }

    /// <summary>Two pages have changed places: wherever that is, a part that is read back must not be thought to end there.</summary>
    [Fact]
    public async Task A_backlog_with_one_jump_back_in_time_comes_whole()
    {
        for (var jump = 1; jump < 20; jump++)
        {
            var pages = Enumerable.Range(0, 200).Select(i => Rows.PayrepRow($"r{i:000}", i)).Chunk(10).ToList();
            (pages[jump - 1], pages[jump]) = (pages[jump], pages[jump - 1]);
            var client = Clients.Over(new ShuffledLog([.. pages.SelectMany(page => page)]));
            var ids = new List<string>();
            using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await foreach (var entry in client.FollowAsync(new ActivityLogQuery { From = Rows.Start.AddDays(-1), PageSize = 10, MaxEntries = 200 }, new FollowOptions { MaxHeld = 30, Overlap = TimeSpan.FromSeconds(3) }, tooLong.Token))
            {
                ids.Add(entry.Id);
            }

            ids.Should().OnlyHaveUniqueItems().And.HaveCount(200, $"the jump is before page {jump}");
        }
    }

    [Fact]
    public async Task A_backlog_out_of_order_comes_whole()
    {
        var random = new Random(5);
        var log = new ShuffledLog([.. Enumerable.Range(0, 400).OrderBy(_ => random.Next()).Select(i => Rows.PayrepRow($"r{i:000}", i))]);
        var client = Clients.Over(log);
        var ids = new List<string>();
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var entry in client.FollowAsync(new ActivityLogQuery { From = Rows.Start.AddDays(-1), PageSize = 10, MaxEntries = 400 }, new FollowOptions { MaxHeld = 30, Overlap = TimeSpan.FromSeconds(3) }, tooLong.Token))
        {
            ids.Add(entry.Id);
        }

        ids.Should().OnlyHaveUniqueItems().And.HaveCount(400);
    }

    /// <summary>A log in an order of its own, which never changes.</summary>
    private sealed class ShuffledLog(IReadOnlyList<PayrepActivity> rows) : IPageSource
    {
        public ActivityLogVendor Vendor => ActivityLogVendor.Payrep;

        public int MaxPageSize => 1000;

        public int RequestsAtOnce => 64;

        public SliceGrain Grain => SliceGrain.VendorDay;

        public Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken)
        {
            var start = after is { } cursor ? rows.TakeWhile(row => row.Id != cursor.Id).Count() + 1 : 0;
            return Task.FromResult(new SourcePage([.. rows.Skip(start).Take(limit)], []));
        }
    }
}
