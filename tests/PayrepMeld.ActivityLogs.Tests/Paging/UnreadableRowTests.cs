using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.ScriptedSource;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

[Trait("Fault", "29")]
public sealed class UnreadableRowTests
{
    [Fact]
    public async Task An_unreadable_row_is_reported_and_logged_and_the_page_goes_on()
    {
        var logger = new ListLogger();
        var source = new ScriptedSource(_ => new SourcePage([PayrepRow("a", 1), PayrepRow("b", 3)], [Bad(1, "x", "t")]), Page());

        var pages = await Clients.Over(logger, source).PagesAsync();

        pages.Ids().Should().Equal("a", "b");
        pages.SelectMany(p => p.UnreadableRows).Should().ContainSingle();
        logger.Lines.Should().ContainSingle(l => l.Id.Id == 5);
    }

    [Fact]
    public async Task An_unreadable_row_with_a_place_is_paged_past()
    {
        var source = new ScriptedSource(_ => new SourcePage([PayrepRow("a", 1)], [Bad(1, "x", "t")]), Page(PayrepRow("b", 3)), Page());

        (await Clients.Over(source).IdsAsync()).Should().Equal("a", "b");

        source.Requests[1].After.Should().Be(new RowCursor("x", "t"));
    }

    [Fact]
    public async Task An_unreadable_row_outside_the_range_is_not_reported()
    {
        var source = new ScriptedSource(_ => new SourcePage([PayrepRow("a", 1)], [Bad(1, "x", "t")]), Page());

        var pages = await Clients.Over(source).PagesAsync(new ActivityLogQuery { From = Start.AddSeconds(-1.5) });

        pages.SelectMany(p => p.UnreadableRows).Should().BeEmpty();
    }

    [Fact]
    public async Task An_unreadable_row_without_a_place_at_the_end_of_a_page_is_reported_once()
    {
        var source = new ScriptedSource(
            _ => new SourcePage([PayrepRow("a", 1)], [Bad(1)]),
            _ => new SourcePage([PayrepRow("b", 2)], [Bad(0)]),
            Page());

        var pages = await Clients.Over(source).PagesAsync();

        pages.Ids().Should().Equal("a", "b");
        pages.SelectMany(p => p.UnreadableRows).Should().ContainSingle();
    }

    [Fact]
    public async Task Two_equal_unreadable_rows_are_two()
    {
        var source = new ScriptedSource(
            _ => new SourcePage([PayrepRow("a", 1)], [Bad(1)]),
            _ => new SourcePage([PayrepRow("b", 2)], [Bad(0), Bad(1)]),
            Page());

        var pages = await Clients.Over(source).PagesAsync();

        pages.SelectMany(p => p.UnreadableRows).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_unreadable_row_without_a_place_at_the_very_end_ends_the_read_once_the_largest_page_shows_nothing_more()
    {
        var source = new ScriptedSource(
            _ => new SourcePage([PayrepRow("a", 1)], [Bad(1)]),
            _ => new SourcePage([], [Bad(0)]),
            _ => new SourcePage([], [Bad(0)]));

        var pages = await Clients.Over(source).PagesAsync();

        pages.SelectMany(p => p.UnreadableRows).Should().ContainSingle();
        pages[^1].Next.Should().BeNull();
        source.Requests.Select(r => r.Limit).Should().Equal(100, 100, 1000);
    }

    [Fact]
    public async Task Rows_that_hide_behind_unplaced_ones_are_found_by_the_largest_page()
    {
        var source = new ScriptedSource(
            _ => new SourcePage([PayrepRow("a", 1)], [Bad(1)]),
            _ => new SourcePage([], [Bad(0)]),
            _ => new SourcePage([PayrepRow("b", 2)], [Bad(0)]),
            Page());

        (await Clients.Over(source).IdsAsync(new ActivityLogQuery { PageSize = 2 })).Should().Equal("a", "b");
    }

    [Fact]
    public async Task Rows_without_a_place_that_fill_a_silently_capped_page_are_a_protocol_error_and_no_silent_end()
    {
        var source = new ScriptedSource(
            _ => new SourcePage([PayrepRow("a", 1), PayrepRow("b", 2)], []),
            _ => new SourcePage([], [Bad(0), Bad(1)]),
            _ => new SourcePage([], [Bad(0), Bad(1)]),
            Page(PayrepRow("new", 0), PayrepRow("a", 1)));

        var read = () => Clients.Over(source).PagesAsync();

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        source.Requests[^1].Should().BeEquivalentTo(new { After = (RowCursor?)null, Limit = 1000 }, "the front of the log shows how much the vendor gives at once");
    }

    /// <summary>What the read has not seen, it asks for: the range it reads may hold nothing else.</summary>
    [Fact]
    public async Task A_range_of_nothing_but_rows_without_a_place_ends_where_the_log_shows_larger_pages()
    {
        var source = new ScriptedSource(
            _ => new SourcePage([], [Bad(0), Bad(1)]),
            _ => new SourcePage([], [Bad(0), Bad(1)]),
            _ => new SourcePage([PayrepRow("old", 5_000)], [Bad(0), Bad(1)]));

        var pages = await Clients.Over(source).PagesAsync(new ActivityLogQuery { From = Start.AddHours(-1) });

        pages.SelectMany(p => p.UnreadableRows).Should().HaveCount(2);
        pages[^1].Next.Should().BeNull();
        source.Requests.Select(r => r.Limit).Should().Equal(100, 1000, 1000);
        source.Requests[^1].Bounds.From.Should().BeNull();
    }

    [Fact]
    public async Task Rows_without_a_place_are_not_the_end_while_the_vendor_says_that_rows_remain()
    {
        SourcePage Told(long remaining, ActivityLogEntry[] entries, UnreadableRow[] unreadable) =>
            new(entries, unreadable) { TellsRemaining = true, Remaining = remaining, Count = entries.Length + unreadable.Length };
        var source = new ScriptedSource(_ => Told(5, [MeldRow("a", 1), MeldRow("b", 2)], []), _ => Told(4, [], [Bad(0)]), _ => Told(4, [], [Bad(0)]))
        {
            Vendor = ActivityLogVendor.Meld,
            MaxPageSize = 100,
        };

        var read = () => Clients.Over(source).PagesAsync();

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
    }

    [Fact, Trait("Fault", "31")]
    public async Task A_log_whose_rows_all_lost_their_ids_ends_in_a_protocol_error_although_rows_are_added_all_the_time()
    {
        var rows = 10;
        SourcePage Newest(Request request) => new(
            [],
            [.. Enumerable.Range(0, Math.Min(request.Limit, ++rows)).Select(i => Bad(i) with { Raw = System.Text.Encoding.UTF8.GetBytes($"{rows - i}") })]);
        var source = new ScriptedSource([.. Enumerable.Repeat(Newest, 50)]);

        var read = () => Clients.Over(source).PagesAsync();

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        source.Requests.Should().HaveCount(2);
    }

    [Fact, Trait("Fault", "31")]
    public async Task Asking_for_more_where_more_is_too_large_ends_in_a_protocol_error()
    {
        SourcePage Answer(Request request) => request.Limit > 100
            ? throw new ActivityLogException(ActivityLogErrorKind.Protocol, ActivityLogVendor.Payrep, "too large") { IsOversize = true }
            : new SourcePage([], [.. Enumerable.Range(0, request.Limit).Select(i => Bad(i))]);
        var source = new ScriptedSource([.. Enumerable.Repeat(Answer, 50)]);

        var read = () => Clients.Over(source).PagesAsync();

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        source.Requests.Count.Should().BeLessThan(10);
    }

    [Fact]
    public async Task A_page_full_of_rows_that_cannot_be_paged_past_is_a_protocol_error_and_no_silent_end()
    {
        var source = new ScriptedSource(
            _ => new SourcePage([PayrepRow("a", 1)], [Bad(1)]),
            _ => new SourcePage([], [Bad(0), Bad(1)]),
            _ => new SourcePage([], [Bad(0), Bad(1)]))
        {
            MaxPageSize = 2,
        };

        var read = () => Clients.Over(source).IdsAsync(new ActivityLogQuery { PageSize = 2 });

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
    }

    private static UnreadableRow Bad(int index, string? id = null, string? createdAt = null) =>
        new(ActivityLogVendor.Payrep, "{}"u8.ToArray(), "It has no usable id.")
        {
            Index = index,
            Place = id is null ? null : new RowPlace(new RowCursor(id, createdAt), Start.AddSeconds(-2).UtcTicks),
        };
}
