using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

/// <summary>Slices read side by side: how they are asked for. That the sequence is the same is tried by the histories as well.</summary>
public sealed class ParallelReadTests
{
    private const int Count = 10_000;

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly ActivityLogQuery LastYear = new() { From = Rows.Start - Year, To = Rows.Start.AddSeconds(1) };

    public static TheoryData<ActivityLogVendor, double, double> Logs => new()
    {
        { ActivityLogVendor.Payrep, 0, 0 }, { ActivityLogVendor.Payrep, 0.8, 0 }, { ActivityLogVendor.Payrep, 0.8, 0.45 }, { ActivityLogVendor.Payrep, 0.8, 0.95 }, { ActivityLogVendor.Payrep, 1, 0.5 },
        { ActivityLogVendor.Meld, 0, 0 }, { ActivityLogVendor.Meld, 0.8, 0 }, { ActivityLogVendor.Meld, 0.8, 0.45 }, { ActivityLogVendor.Meld, 0.8, 0.95 }, { ActivityLogVendor.Meld, 1, 0.5 },
    };

    [Theory, MemberData(nameof(Logs))]
    public async Task The_sequence_is_that_of_a_sequential_read_and_few_requests_more_are_sent(ActivityLogVendor vendor, double share, double from)
    {
        var rows = ListSource.Spread(vendor, Count, Year, share, from);
        var expected = rows.Select(row => row.Id);
        foreach (var concurrency in new[] { 2, 8, 64 })
        {
            // Answers that come at once would let the first slice run ahead of all others.
            var source = new ListSource(rows, vendor) { Before = async (_, _, _) => await Task.Yield() };

            (await Clients.Over(source).IdsAsync(LastYear with { MaxConcurrency = concurrency })).Should().Equal(expected);

            source.MostAtOnce.Should().BeLessThanOrEqualTo(concurrency);
            source.Requests.Should().BeInRange(Count / 100, concurrency == 8 ? 141 : 250);
        }
    }

    /// <summary>The first page of a dense slice ends at any hour of the day, and the slice is cut right there.</summary>
    [Theory]
    [InlineData(-12)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(14)]
    public async Task Days_may_be_those_of_any_zone(int hours)
    {
        for (var hour = 0; hour < 24; hour += 2)
        {
            var query = new ActivityLogQuery { From = Rows.Start.AddHours(hour).AddDays(-30), To = Rows.Start.AddSeconds(1), MaxConcurrency = 8, PageSize = 20 };
            var rows = ListSource.Spread(ActivityLogVendor.Payrep, 2_000, TimeSpan.FromDays(29) - TimeSpan.FromHours(hour), 0.7, 0.3, 0.2);
            var source = new ListSource(rows) { Zone = TimeSpan.FromHours(hours), Before = async (_, _, _) => await Task.Yield() };

            (await Clients.Over(source).IdsAsync(query)).Should().Equal(rows.Select(row => row.Id));
        }
    }

    [Fact]
    public async Task As_many_requests_run_at_once_as_asked_for()
    {
        var source = new ListSource(ListSource.Spread(ActivityLogVendor.Payrep, Count, Year)) { Before = OnceRunning(8) };
        await using var entries = Clients.Over(source).ReadEntriesAsync(LastYear with { MaxConcurrency = 8 }).GetAsyncEnumerator();

        (await entries.MoveNextAsync()).Should().BeTrue();

        entries.Current.Id.Should().Be("r0");
        source.MostAtOnce.Should().Be(8);
    }

    [Fact]
    public async Task No_more_requests_are_begun_than_the_vendor_lets_through()
    {
        var rows = ListSource.Spread(ActivityLogVendor.Payrep, Count, Year);
        var source = new ListSource(rows) { RequestsAtOnce = 2, Before = OnceRunning(2) };

        (await Clients.Over(source).IdsAsync(LastYear with { MaxConcurrency = 8 })).Should().Equal(rows.Select(row => row.Id));

        source.MostAtOnce.Should().Be(2);
    }

    [Fact, Trait("Fault", "39")]
    public async Task A_saved_cursor_that_is_refused_is_a_clear_error_side_by_side_as_well()
    {
        var rows = ListSource.Spread(ActivityLogVendor.Payrep, Count, Year);
        var cursor = (await Clients.Over(new ListSource(rows)).PagesAsync(LastYear with { PageSize = 500 }))[3].Next;
        var source = new ListSource(rows)
        {
            Before = (number, _, _) => number == 1 ? throw new ActivityLogException(ActivityLogErrorKind.Invalid, ActivityLogVendor.Payrep, "no such row") : Task.CompletedTask,
        };

        await FluentActions.Awaiting(() => Clients.Over(source).PagesAsync(LastYear with { MaxConcurrency = 8 }, cursor))
            .Should().ThrowAsync<ActivityLogException>().WithMessage("*saved cursor was refused*no such row*");
    }

    /// <summary>The newest slice is asked for first, and its first page is delivered without waiting for any other.</summary>
    [Theory]
    [InlineData(ActivityLogVendor.Payrep)]
    [InlineData(ActivityLogVendor.Meld)]
    public async Task The_first_entry_waits_for_one_answer_only(ActivityLogVendor vendor)
    {
        var source = new ListSource(ListSource.Spread(vendor, Count, Year), vendor)
        {
            Before = (number, slice, token) => number == 1 && slice.Ceiling is null ? Task.CompletedTask : Task.Delay(Timeout.Infinite, token),
        };
        await using var entries = Clients.Over(source).ReadEntriesAsync(LastYear with { MaxConcurrency = 8 }).GetAsyncEnumerator();

        (await entries.MoveNextAsync()).Should().BeTrue();

        entries.Current.Id.Should().Be("r0");
    }

    [Fact]
    public async Task An_open_start_is_read_page_by_page()
    {
        var source = new ListSource(ListSource.Spread(ActivityLogVendor.Payrep, 1_000, Year)) { Before = async (_, _, _) => await Task.Yield() };

        (await Clients.Over(source).IdsAsync(new() { MaxConcurrency = 8 })).Should().HaveCount(1_000);

        source.MostAtOnce.Should().Be(1);
        source.Requests.Should().Be(11);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task A_caller_that_does_not_come_back_stops_the_read_at_its_bound(int concurrency)
    {
        var source = new ListSource(ListSource.Spread(ActivityLogVendor.Meld, 60_000, Year), ActivityLogVendor.Meld);
        await using var pages = Clients.Over(source).ReadPagesAsync(LastYear with { MaxConcurrency = concurrency }).GetAsyncEnumerator();

        (await pages.MoveNextAsync()).Should().BeTrue();

        // These answers come at once, so what was asked for ahead is here already.
        source.Requests.Should().BeInRange(6 * concurrency, (12 * concurrency) + 1);
    }

    [Fact]
    public async Task An_error_in_a_slice_comes_after_all_that_is_newer()
    {
        var rows = ListSource.Spread(ActivityLogVendor.Meld, Count, Year);
        var source = new ListSource(rows, ActivityLogVendor.Meld)
        {
            Before = async (_, slice, _) =>
            {
                await Task.Yield();
                if (slice.Floor is null)
                {
                    throw new ActivityLogException(ActivityLogErrorKind.Invalid, ActivityLogVendor.Meld, "not so far back");
                }
            },
        };
        var ids = new List<string>();

        var read = async () =>
        {
            await foreach (var entry in Clients.Over(source).ReadEntriesAsync(LastYear with { MaxConcurrency = 4 }))
            {
                ids.Add(entry.Id);
            }
        };

        await read.Should().ThrowAsync<ActivityLogException>().WithMessage("not so far back");
        ids.Should().Equal(rows.Take(ids.Count).Select(row => row.Id)).And.HaveCountGreaterThan(Count / 2);
        source.Running.Should().Be(0);
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep)]
    [InlineData(ActivityLogVendor.Meld)]
    public async Task A_parallel_read_is_resumed_by_a_sequential_one_and_the_other_way_round(ActivityLogVendor vendor)
    {
        var rows = ListSource.Spread(vendor, 3_000, Year, 0.8, 0.4);
        var expected = rows.Select(row => row.Id).ToList();
        var query = LastYear with { PageSize = 50 };
        foreach (var (first, then) in new[] { (8, 1), (1, 8), (3, 8) })
        {
            var pages = await Clients.Over(new ListSource(rows, vendor)).PagesAsync(query with { MaxConcurrency = first });
            for (var taken = 1; taken < pages.Count; taken += 7)
            {
                var cursor = ActivityLogCursor.Parse(pages[taken - 1].Next!.ToString());
                var rest = await Clients.Over(new ListSource(rows, vendor)).PagesAsync(query with { MaxConcurrency = then }, cursor);
                pages.Take(taken).Concat(rest).Ids().Should().Equal(expected, $"{first} at once, {taken} pages, then {then} at once");
            }
        }
    }

    [Fact]
    public async Task An_abandoned_read_leaves_no_request_running()
    {
        var source = new ListSource(ListSource.Spread(ActivityLogVendor.Payrep, Count, Year))
        {
            Before = (number, _, token) => number == 1 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, token),
        };

        await using (var entries = Clients.Over(source).ReadEntriesAsync(LastYear with { MaxConcurrency = 8 }).GetAsyncEnumerator())
        {
            await entries.MoveNextAsync();
            source.Running.Should().Be(8, "the first has ended, and another was sent");
        }

        source.Running.Should().Be(0);
    }

    [Fact]
    public async Task A_vendor_that_ignores_the_days_asked_for_is_found_out()
    {
        var rows = ListSource.Spread(ActivityLogVendor.Payrep, 300, Year).Cast<PayrepActivity>().ToList();
        var api = new DeafPayrep(rows);
        var client = Clients.Over(new ActivityLogs.Payrep.PayrepPageSource(api));

        (await FluentActions.Awaiting(() => client.IdsAsync(LastYear with { MaxConcurrency = 8 })).Should().ThrowAsync<ActivityLogException>())
            .Which.Should().Match<ActivityLogException>(e => e.Kind == ActivityLogErrorKind.Protocol && e.Message.Contains("MaxConcurrency 1"));
        (await client.IdsAsync(LastYear)).Should().HaveCount(300);
    }

    [Fact]
    public async Task Few_entries_wanted_are_not_read_from_everywhere()
    {
        var source = new ListSource(ListSource.Spread(ActivityLogVendor.Payrep, Count, Year)) { Before = async (_, _, _) => await Task.Yield() };

        (await Clients.Over(source).IdsAsync(LastYear with { MaxConcurrency = 8, MaxEntries = 100 })).Should().HaveCount(100);

        source.Requests.Should().Be(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void What_is_out_of_range_is_refused(int concurrency) =>
        FluentActions.Invoking(() => new ActivityLogQuery { MaxConcurrency = concurrency }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*MaxConcurrency must be 1 to 64*");

    /// <summary>No answer comes before so many requests run.</summary>
    private static Func<int, Slice, CancellationToken, Task> OnceRunning(int count)
    {
        var allRun = new TaskCompletionSource();
        return async (number, _, token) =>
        {
            if (number == count)
            {
                allRun.SetResult();
            }

            await allRun.Task.WaitAsync(token);
        };
    }

    /// <summary>It pages as it should, but through the whole log whatever the dates say.</summary>
    private sealed class DeafPayrep(List<PayrepActivity> rows) : IPayrepApi
    {
        public Task<PayrepActivityPage> FetchActivityLogsAsync(PayrepFetchRequest request, bool includeRaw = false, CancellationToken cancellationToken = default)
        {
            var after = request.CursorId is { } id ? rows.SkipWhile(row => row.Id != id).Skip(1) : rows;
            return Task.FromResult(new PayrepActivityPage { Entries = after.Take(request.Limit ?? 100).ToList() });
        }

        public Task<PayrepSession> LoginAsync(PayrepLoginRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<PayrepAccessToken> RefreshAsync(PayrepRefreshRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<PayrepTokenInfo> VerifyAsync(PayrepVerifyRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<PayrepAuditPage> FetchAuditLogsAsync(PayrepFetchRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
