using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.ScriptedSource;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

/// <summary>
/// A page that is left among rows of one instant is begun anew by the read that is resumed there: what was taken of it does not come again,
/// whatever was written to the list's front meanwhile.
/// </summary>
public sealed class TakenRowsTests
{
    private static readonly ActivityLogEntry P1 = PayrepRow("p1", 11);
    private static readonly ActivityLogEntry P2 = PayrepRow("p2", 11);
    private static readonly ActivityLogEntry P3 = PayrepRow("p3", 24);

    /// <summary>Nothing tells, when the older rows are met, that the list has no order.</summary>
    [Fact, Trait("Fault", "37")]
    public async Task They_do_not_come_again_behind_older_rows()
    {
        var cursor = await CursorAfterOneAsync(null, P1, P2);
        var source = new ScriptedSource(Page(PayrepRow("old1", 16), PayrepRow("old2", 17)), Page(P1, P2), Page(P3), Page());

        var rest = await Clients.Over(source).PagesAsync(resumeFrom: cursor);

        rest.Ids().Should().Equal("old1", "old2", "p2", "p3");
    }

    [Fact, Trait("Fault", "37")]
    public async Task They_are_kept_by_a_read_that_is_left_before_it_meets_them()
    {
        var cursor = await CursorAfterOneAsync(null, P1, P2);
        cursor = await CursorAfterOneAsync(cursor, PayrepRow("old1", 16), PayrepRow("old2", 17));
        var source = new ScriptedSource(Page(PayrepRow("old2", 17)), Page(P1, P2), Page(P3), Page());

        var rest = await Clients.Over(source).PagesAsync(resumeFrom: cursor);

        rest.Ids().Should().Equal("old2", "p2", "p3");
    }

    [Fact, Trait("Fault", "37")]
    public async Task They_are_kept_where_a_page_that_shows_them_is_left_before_them()
    {
        var cursor = await CursorAfterOneAsync(null, P1, P2);
        cursor = await CursorAfterOneAsync(cursor, PayrepRow("new", 10), P1, P2);
        Position(cursor).After!.Value.Id.Should().Be("new");
        var source = new ScriptedSource(Page(PayrepRow("old1", 16), PayrepRow("old2", 17)), Page(P1, P2), Page(P3), Page());

        var rest = await Clients.Over(source).PagesAsync(resumeFrom: cursor);

        rest.Ids().Should().Equal("old1", "old2", "p2", "p3");
    }

    /// <summary>Else a read that is resumed again and again would carry ever more of them.</summary>
    [Fact]
    public async Task They_are_forgotten_once_they_were_met()
    {
        var cursor = await CursorAfterOneAsync(null, P1, P2);
        Position(cursor).Taken.Should().ContainSingle();

        var leftBehind = await CursorAfterOneAsync(cursor, P1, P2, P3);
        var readWhole = (await Clients.Over(new ScriptedSource(Page(P1, P2), Page())).PagesAsync(resumeFrom: cursor))[0].Next!;

        Position(leftBehind).Taken.Should().BeNull();
        Position(readWhole).Taken.Should().BeNull();
        Position(leftBehind).Delivered.Should().ContainSingle("a row of the instant the read stands at may come again");
    }

    /// <summary>A slice begun behind a cut newer than they are would know nothing of them.</summary>
    [Fact]
    public async Task A_range_is_not_cut_above_them()
    {
        const double Day = 24 * 60 * 60;
        var rows = Enumerable.Range(0, 40).Select(i => MeldRow($"m{i:00}", (20 + (i / 10)) * Day)).ToList();
        var query = new ActivityLogQuery { From = Start.AddDays(-30), MaxConcurrency = 8, PageSize = 5 };
        var first = await Clients.Over(new ListSource(rows, ActivityLogVendor.Meld)).PagesAsync(query with { MaxEntries = 1, MaxConcurrency = 1 });

        var rest = await Clients.Over(new ListSource(rows, ActivityLogVendor.Meld)).PagesAsync(query, first[^1].Next);

        first.Concat(rest).Ids().Should().Equal(rows.Select(row => row.Id));
    }

    [Fact]
    public void They_are_never_more_than_the_largest_page_has_and_the_cursor_is_read_back()
    {
        var places = Enumerable.Range(0, VendorPosition.MaxDelivered + 5).Select(i => new RowPlace(new RowCursor($"r{i}", "2026"), 7)).ToList();
        var position = default(VendorPosition).MovedTo(places[0], places).WithTaken(places);
        var unplaced = new UnplacedRows(null);
        places.ForEach(place => unplaced.TryAdd(System.Text.Encoding.UTF8.GetBytes(place.Cursor.Id)));
        position = position with { Unplaced = unplaced.Reported };

        var text = CursorCodec.Encode(new CursorState(null, 1, 2, Start, [position, position]));

        position.Taken.Should().HaveCount(VendorPosition.MaxDelivered).And.EndWith(QueryHash.OfText(places[^1].Cursor.Id));
        CursorCodec.TryDecode(text)!.Positions.Should().AllSatisfy(read =>
        {
            read.Taken.Should().Equal(position.Taken);
            read.Unplaced.Should().Equal(position.Unplaced).And.HaveCount(VendorPosition.MaxDelivered);
        });
    }

    /// <summary>Takes one entry of a page, and goes through the cursor's text.</summary>
    private static async Task<ActivityLogCursor> CursorAfterOneAsync(ActivityLogCursor? from, params ActivityLogEntry[] page)
    {
        var pages = await Clients.Over(new ScriptedSource(Page(page))).PagesAsync(new ActivityLogQuery { MaxEntries = 1 }, from);
        return ActivityLogCursor.Parse(pages[^1].Next!.ToString());
    }

    private static VendorPosition Position(ActivityLogCursor cursor) => CursorCodec.TryDecode(cursor.ToString())!.Positions.Single();
}
