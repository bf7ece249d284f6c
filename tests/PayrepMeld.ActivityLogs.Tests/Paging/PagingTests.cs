using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.ScriptedSource;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

public sealed class PagingTests
{
    [Fact]
    public async Task Nothing_is_asked_before_the_first_row_is()
    {
        var source = new ScriptedSource(Page());

        var sequence = Clients.Over(source).ReadEntriesAsync();
        source.Requests.Should().BeEmpty();

        await using var enumerator = sequence.GetAsyncEnumerator();
        source.Requests.Should().BeEmpty();
        (await enumerator.MoveNextAsync()).Should().BeFalse();
        source.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Without_prefetch_nothing_is_asked_ahead_and_abandoning_stops_the_read()
    {
        var source = new ScriptedSource(Page(PayrepRow("a", 1), PayrepRow("b", 2)));

        await foreach (var entry in Clients.Over(source).ReadEntriesAsync(new() { PrefetchPages = 0 }))
        {
            if (entry.Id == "b")
            {
                break;
            }
        }

        source.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Each_enumeration_is_a_new_read()
    {
        var source = new ScriptedSource(Page(), Page());
        var sequence = Clients.Over(source).ReadEntriesAsync();

        await foreach (var entry in sequence)
        {
            entry.Should().BeNull("the log is empty");
        }

        await foreach (var entry in sequence)
        {
            entry.Should().BeNull("the log is empty");
        }

        source.Requests.Should().HaveCount(2);
    }

    [Fact, Trait("Fault", "32")]
    public async Task Paging_goes_on_after_a_short_page()
    {
        var source = new ScriptedSource(Page(PayrepRow("a", 1)), Page(PayrepRow("b", 2), PayrepRow("c", 3)), Page());

        (await Clients.Over(source).IdsAsync()).Should().Equal("a", "b", "c");

        source.Requests.Select(r => r.After?.Id).Should().Equal(null, "a", "c");
    }

    [Fact, Trait("Fault", "34")]
    public async Task The_row_of_an_inclusive_cursor_is_delivered_once_and_ends_the_read_when_it_comes_alone()
    {
        var source = new ScriptedSource(
            Page(PayrepRow("a", 1), PayrepRow("b", 2)),
            Page(PayrepRow("b", 2), PayrepRow("c", 3)),
            Page(PayrepRow("c", 3)));

        (await Clients.Over(source).IdsAsync()).Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task At_least_two_rows_are_asked_for()
    {
        var source = new ScriptedSource(Page(PayrepRow("a", 1)), Page());

        await Clients.Over(source).IdsAsync(new ActivityLogQuery { PageSize = 1 });

        source.Requests.Should().AllSatisfy(r => r.Limit.Should().Be(2));
    }

    [Fact, Trait("Fault", "31")]
    public async Task A_page_that_comes_again_is_a_protocol_error()
    {
        var page = Page(PayrepRow("a", 1), PayrepRow("b", 2));

        var read = () => Clients.Over(new ScriptedSource(page, page)).IdsAsync();

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
    }

    [Fact, Trait("Fault", "31")]
    public async Task A_circle_of_pages_ends_in_a_protocol_error()
    {
        var a = Page(PayrepRow("a1", 1), PayrepRow("a2", 2));
        var b = Page(PayrepRow("b1", 3), PayrepRow("b2", 4));
        var c = Page(PayrepRow("c1", 5), PayrepRow("c2", 6));

        var read = () => Clients.Over(new ScriptedSource([.. Enumerable.Repeat(new[] { a, b, c }, 10).SelectMany(p => p)])).IdsAsync();

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
    }

    [Fact, Trait("Fault", "35")]
    public async Task Hundreds_of_rows_of_one_instant_are_delivered_once_although_pages_overlap_by_more_than_one()
    {
        var rows = Enumerable.Range(0, 300).Select(i => PayrepRow($"r{i:000}", 7)).ToArray();
        var source = new ScriptedSource(
            Page(rows[..100]),
            Page(rows[50..150]),
            Page(rows[..200]),
            Page(rows[100..]),
            Page());

        (await Clients.Over(source).IdsAsync()).Should().Equal(rows.Select(r => r.Id));
    }

    [Fact, Trait("Fault", "37")]
    public async Task Rows_out_of_order_are_all_delivered_with_a_warning_and_switch_early_stopping_off()
    {
        var logger = new ListLogger();
        var source = new ScriptedSource(
            Page(PayrepRow("new", 10), PayrepRow("older", 500), PayrepRow("newer", 20)),
            Page(PayrepRow("too-old-1", 5000), PayrepRow("too-old-2", 6000)),
            Page(PayrepRow("late", 30)),
            Page());

        var ids = await Clients.Over(logger, source).IdsAsync(new ActivityLogQuery { From = Start.AddSeconds(-1000) });

        ids.Should().Equal("new", "older", "newer", "late");
        logger.Lines.Where(l => l.Level == LogLevel.Warning && l.Id.Id == 6).Should().HaveCount(1);
    }

    [Fact, Trait("Fault", "37")]
    public async Task A_page_out_of_order_is_gone_on_from_after_its_oldest_row()
    {
        var source = new ScriptedSource(
            Page(PayrepRow("a", 0), PayrepRow("c", 60), PayrepRow("b", 30)),
            Page(PayrepRow("c", 60)));

        (await Clients.Over(source).IdsAsync()).Should().Equal("a", "c", "b");

        source.Requests[1].After!.Value.Id.Should().Be("c");
    }

    [Fact, Trait("Fault", "37")]
    public async Task A_page_out_of_order_that_was_left_in_its_middle_is_resumed_without_loss()
    {
        PayrepActivity[] rows = [PayrepRow("a", 0), PayrepRow("b", 60), PayrepRow("c", 30), PayrepRow("d", 90)];
        var client = Clients.Over(new ScriptedSource(Page(rows), Page(rows[0], rows[2]), Page(rows[1], rows[3]), Page()));

        var first = await client.PagesAsync(new ActivityLogQuery { MaxEntries = 2 });
        var rest = await client.PagesAsync(new ActivityLogQuery { PageSize = 2 }, ActivityLogCursor.Parse(first[^1].Next!.ToString()));

        first.Ids().Should().Equal("a", "b");
        rest.Ids().Should().Equal("c", "d");
    }

    [Fact]
    public async Task A_range_that_holds_nothing_is_not_asked_for()
    {
        var source = new ScriptedSource();

        var pages = await Clients.Over(source).PagesAsync(new ActivityLogQuery { From = Start.AddDays(9) });

        pages.Should().ContainSingle().Which.Next.Should().BeNull();
        source.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Reading_stops_after_a_whole_page_older_than_the_range()
    {
        var source = new ScriptedSource(
            Page(PayrepRow("a", 10), PayrepRow("old-1", 2000)),
            Page(PayrepRow("old-2", 3000), PayrepRow("old-3", 4000)));

        var pages = await Clients.Over(source).PagesAsync(new ActivityLogQuery { From = Start.AddSeconds(-1000) });

        pages.Ids().Should().Equal("a");
        pages[^1].Next.Should().BeNull();
    }

    [Fact]
    public async Task The_range_includes_its_start_and_excludes_its_end()
    {
        var source = new ScriptedSource(Page(PayrepRow("at-end", 10), PayrepRow("inside", 15), PayrepRow("at-start", 20), PayrepRow("before", 20.0000001)), Page());

        var ids = await Clients.Over(source).IdsAsync(new ActivityLogQuery { From = Start.AddSeconds(-20), To = Start.AddSeconds(-10) });

        ids.Should().Equal("inside", "at-start");
    }

    [Fact]
    public async Task Only_the_last_page_has_no_next()
    {
        var source = new ScriptedSource(Page(PayrepRow("a", 1)), Page(PayrepRow("b", 2)), Page());

        var pages = await Clients.Over(source).PagesAsync();

        pages.Select(p => p.Next is null).Should().Equal(false, false, true);
        pages[^1].Entries.Should().BeEmpty();
    }

    [Fact, Trait("Fault", "16")]
    public async Task An_oversize_page_is_asked_for_at_half_the_size_and_grows_again()
    {
        var tooLarge = Throws(new ActivityLogException(ActivityLogErrorKind.Protocol, ActivityLogVendor.Payrep, "too large") { IsOversize = true });
        var source = new ScriptedSource(tooLarge, tooLarge, Page(PayrepRow("a", 1)), Page(PayrepRow("b", 2)), Page(PayrepRow("c", 3)), Page());

        (await Clients.Over(source).IdsAsync(new ActivityLogQuery { PageSize = 40 })).Should().Equal("a", "b", "c");

        source.Requests.Select(r => r.Limit).Should().Equal(40, 20, 10, 20, 40, 40);
    }

    [Fact, Trait("Fault", "16")]
    public async Task A_page_of_two_rows_that_is_still_oversize_is_the_error()
    {
        var tooLarge = Throws(new ActivityLogException(ActivityLogErrorKind.Protocol, ActivityLogVendor.Payrep, "too large") { IsOversize = true });
        var source = new ScriptedSource(tooLarge, tooLarge, tooLarge);

        var read = () => Clients.Over(source).IdsAsync(new ActivityLogQuery { PageSize = 5 });

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
        source.Requests.Select(r => r.Limit).Should().Equal(5, 2);
    }

    [Fact, Trait("Fault", "39")]
    public async Task A_saved_cursor_the_vendor_refuses_gives_a_clear_error()
    {
        var first = (await Clients.Over(new ScriptedSource(Page(PayrepRow("a", 1)), Page())).PagesAsync())[0];
        var source = new ScriptedSource(Throws(new ActivityLogException(ActivityLogErrorKind.Invalid, ActivityLogVendor.Payrep, "no such cursor") { VendorCode = "01" }));

        var read = () => Clients.Over(source).PagesAsync(resumeFrom: first.Next);

        var error = (await read.Should().ThrowAsync<ActivityLogException>()).Which;
        error.Kind.Should().Be(ActivityLogErrorKind.Invalid);
        error.VendorCode.Should().Be("01");
        error.Message.Should().Contain("saved cursor was refused").And.Contain("no such cursor");
    }

    [Fact]
    public async Task Max_entries_counts_delivered_entries_and_the_cut_page_resumes_after_the_last()
    {
        SourcePage Rest(Request request) => new([PayrepRow("c", 3), PayrepRow("d", 4)], []);
        var source = new ScriptedSource(Page(PayrepRow("a", 1), PayrepRow("b", 2), PayrepRow("c", 3)), Rest, Page());
        var client = Clients.Over(source);

        var pages = await client.PagesAsync(new ActivityLogQuery { MaxEntries = 2 });
        pages.Ids().Should().Equal("a", "b");

        var rest = await client.PagesAsync(new ActivityLogQuery { MaxEntries = 100 }, pages[^1].Next);
        rest.Ids().Should().Equal("c", "d");
        source.Requests[1].After!.Value.Id.Should().Be("b");
    }

    [Fact]
    public async Task The_open_end_is_frozen_in_the_cursor()
    {
        var time = new FakeTime();
        var source = new ScriptedSource(Page(PayrepRow("a", 1)), Page(), Page());
        var client = new ActivityLogClient([source], "default", time, new ListLogger());
        var cursor = (await client.PagesAsync())[0].Next;

        time.Advance(TimeSpan.FromDays(30));
        await client.PagesAsync(resumeFrom: cursor);

        source.Requests.Select(r => r.Bounds.To).Should().AllBeEquivalentTo(Start.AddDays(2));
    }
}
