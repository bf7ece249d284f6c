using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

public sealed class PrefetchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public async Task As_many_pages_are_asked_for_ahead_as_promised_and_no_more(int prefetch)
    {
        var source = new ListSource(Enumerable.Range(0, 100).Select(i => (ActivityLogEntry)PayrepRow($"r{i}", i)).ToList());
        await using var pages = Clients.Over(source).ReadPagesAsync(new() { PageSize = 2, PrefetchPages = prefetch }).GetAsyncEnumerator();

        source.Requests.Should().Be(0);
        for (var taken = 1; taken <= 20; taken++)
        {
            (await pages.MoveNextAsync()).Should().BeTrue();
            source.Requests.Should().Be(taken + prefetch);
        }
    }

    [Fact]
    public async Task The_default_is_one_page()
    {
        new ActivityLogQuery().PrefetchPages.Should().Be(1);
        var source = new ListSource(Enumerable.Range(0, 10).Select(i => (ActivityLogEntry)PayrepRow($"r{i}", i)).ToList());
        await using var entries = Clients.Over(source).ReadEntriesAsync(new() { PageSize = 2 }).GetAsyncEnumerator();

        await entries.MoveNextAsync();

        source.Requests.Should().Be(2);
    }

    [Fact]
    public async Task The_next_page_comes_while_the_caller_works_on_this_one()
    {
        var second = new TaskCompletionSource();
        var source = new ListSource(Enumerable.Range(0, 4).Select(i => (ActivityLogEntry)PayrepRow($"r{i}", i)).ToList())
        {
            Before = (number, _, token) => number == 2 ? second.Task.WaitAsync(token) : Task.CompletedTask,
        };
        await using var pages = Clients.Over(source).ReadPagesAsync(new() { PageSize = 2 }).GetAsyncEnumerator();

        (await pages.MoveNextAsync()).Should().BeTrue("the page ahead is not waited for");
        source.Running.Should().Be(1);
        second.SetResult();
        (await pages.MoveNextAsync()).Should().BeTrue();

        pages.Current.Entries.Select(entry => entry.Id).Should().Equal("r2", "r3");
    }

    [Fact]
    public async Task An_error_is_thrown_in_the_place_of_its_page()
    {
        var source = new ListSource(Enumerable.Range(0, 20).Select(i => (ActivityLogEntry)PayrepRow($"r{i}", i)).ToList())
        {
            Before = (number, _, _) => number == 4 ? throw new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, "down") : Task.CompletedTask,
        };
        var ids = new List<string>();

        var read = async () =>
        {
            await foreach (var entry in Clients.Over(source).ReadEntriesAsync(new() { PageSize = 2, PrefetchPages = 4 }))
            {
                ids.Add(entry.Id);
            }
        };

        await read.Should().ThrowAsync<ActivityLogException>().WithMessage("down");
        ids.Should().Equal("r0", "r1", "r2", "r3", "r4", "r5");
        source.Requests.Should().Be(4, "nothing is asked for behind an error");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 3)]
    public async Task Nothing_is_asked_for_beyond_the_entries_wanted(int wanted, int requests)
    {
        var source = new ListSource(Enumerable.Range(0, 100).Select(i => (ActivityLogEntry)PayrepRow($"r{i}", i)).ToList());

        (await Clients.Over(source).IdsAsync(new() { PageSize = 2, PrefetchPages = 16, MaxEntries = wanted })).Should().HaveCount(wanted);

        source.Requests.Should().Be(requests);
    }

    [Fact]
    public async Task An_abandoned_read_leaves_no_request_running()
    {
        var source = new ListSource(Enumerable.Range(0, 10).Select(i => (ActivityLogEntry)PayrepRow($"r{i}", i)).ToList())
        {
            Before = (number, _, token) => number == 2 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask,
        };

        await using (var pages = Clients.Over(source).ReadPagesAsync(new() { PageSize = 2 }).GetAsyncEnumerator())
        {
            await pages.MoveNextAsync();
            source.Running.Should().Be(1);
        }

        source.Running.Should().Be(0);
    }

    [Fact]
    public async Task Both_vendors_of_a_merged_read_are_asked_ahead()
    {
        var payrep = new ListSource(ListSource.Spread(ActivityLogVendor.Payrep, 20, TimeSpan.FromHours(1)));
        var meld = new ListSource(ListSource.Spread(ActivityLogVendor.Meld, 20, TimeSpan.FromHours(1)), ActivityLogVendor.Meld);
        await using var entries = Clients.Over(payrep, meld).ReadEntriesAsync(new() { PageSize = 2, PrefetchPages = 3 }).GetAsyncEnumerator();

        await entries.MoveNextAsync();

        (payrep.Requests, meld.Requests).Should().Be((4, 4));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(17)]
    public void What_is_out_of_range_is_refused(int prefetch) =>
        FluentActions.Invoking(() => new ActivityLogQuery { PrefetchPages = prefetch }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*PrefetchPages must be 0 to 16*");
}
