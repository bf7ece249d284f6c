using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.ScriptedSource;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

public sealed class CursorTests
{
    [Fact]
    public async Task A_cursor_survives_its_text_byte_for_byte()
    {
        const string Weird = "2026-04-15T08:42:00.123456789+01:00";
        var row = PayrepActivity.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"é ☂","created_at":"{{Weird}}"}"""));
        var source = new ScriptedSource(Page(row), Page(), Page());
        var client = Clients.Over(source);
        var text = (await client.PagesAsync())[0].Next!.ToString();

        text.Should().MatchRegex("^[A-Za-z0-9._-]+$");
        await client.PagesAsync(resumeFrom: ActivityLogCursor.Parse(text));

        source.Requests[^1].After.Should().Be(new RowCursor("é ☂", Weird));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(638_000_000_000_000_000, null)]
    [InlineData(null, 639_000_000_000_000_000)]
    [InlineData(638_000_000_000_000_000, 639_000_000_000_000_000)]
    public void A_cursor_in_a_slice_keeps_its_cuts_and_what_was_delivered_ahead(long? floor, long? ceiling)
    {
        var position = new VendorPosition { After = new RowCursor("id", "2026"), LastTicks = 5, Floor = floor, Ceiling = ceiling, Delivered = [7, 9], Taken = [11], Unplaced = [13, 13], OldestDelivered = 3 };

        var text = CursorCodec.Encode(new CursorState(ActivityLogVendor.Payrep, 1, 2, Start, [position]));

        var read = CursorCodec.TryDecode(text)!.Positions.Single();
        read.Delivered.Should().Equal(position.Delivered);
        read.Taken.Should().Equal(position.Taken);
        read.Unplaced.Should().Equal(position.Unplaced);
        (read with { Delivered = null, Taken = null, Unplaced = null }).Should().Be(position with { Delivered = null, Taken = null, Unplaced = null });
    }

    /// <summary>A text from before rows that were taken, and those without a place, had parts of their own, which are there only where there are any.</summary>
    [Fact]
    public void A_text_that_was_saved_long_ago_is_still_read_and_still_written()
    {
        const string Saved = "alc1.AAEAAAAAAAAAAgAAAAAAAAAA4CKF5preCAEeAAUAAAAAAAAAAmlkBDIwMjYAALOmnqHaCACAeUsdL94IAgMAAAAAAAAABwAAAAAAAAAJAAAAAAAAAIzUVVLDVw";

        var state = CursorCodec.TryDecode(Saved)!;

        state.Positions.Single().Delivered.Should().Equal(7, 9);
        state.Positions.Single().Taken.Should().BeNull();
        state.Positions.Single().Unplaced.Should().BeNull();
        CursorCodec.Encode(state).Should().Be(Saved);
    }

    [Fact]
    public async Task A_cut_or_changed_text_is_refused()
    {
        var text = (await CursorAsync()).ToString();

        for (var i = 0; i < text.Length; i++)
        {
            var changed = text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..];
            ActivityLogCursor.TryParse(changed, out _).Should().BeFalse($"character {i} was changed");
            ActivityLogCursor.TryParse(text[..i], out _).Should().BeFalse($"it was cut after {i}");
        }

        ActivityLogCursor.TryParse(text, out var cursor).Should().BeTrue();
        cursor!.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("alc1.")]
    [InlineData("alc1.====")]
    [InlineData("alc2.AAAAAAAAAAAAAAAA")]
    [InlineData("not a cursor")]
    public void What_is_no_cursor_is_refused(string? text) => ActivityLogCursor.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void Parsing_what_is_no_cursor_says_so() =>
        FluentActions.Invoking(() => ActivityLogCursor.Parse("x")).Should().Throw<FormatException>().WithMessage("*not an activity-log cursor*");

    [Fact]
    public async Task A_cursor_is_refused_by_another_vendor_account_or_query()
    {
        var cursor = await CursorAsync(new ActivityLogQuery { Search = "x" });
        var meld = Clients.Over(new ScriptedSource { Vendor = ActivityLogVendor.Meld });
        var otherAccount = new ActivityLogClient([new ScriptedSource()], "other", new FakeTime(), new ListLogger());
        var same = Clients.Over(new ScriptedSource());

        Refusal(meld, new ActivityLogQuery { Search = "x" }).Should().Contain("Payrep").And.Contain("Meld");
        Refusal(otherAccount, new ActivityLogQuery { Search = "x" }).Should().Contain("account");
        Refusal(same, new ActivityLogQuery { Search = "y" }).Should().Contain("filters");
        FluentActions.Invoking(() => same.ReadPagesAsync(new ActivityLogQuery { Search = "x", PageSize = 7, MaxEntries = 3, IncludeRaw = true }, cursor)).Should().NotThrow();

        string Refusal(ActivityLogClient client, ActivityLogQuery query) =>
            FluentActions.Invoking(() => client.ReadPagesAsync(query, cursor)).Should().Throw<ArgumentException>().Which.Message;
    }

    [Fact]
    public async Task A_cursor_of_a_range_that_moved_is_refused_with_what_to_do()
    {
        var cursor = await CursorAsync(new ActivityLogQuery { From = Start.AddDays(-1) });
        var moved = new ActivityLogQuery { From = Start.AddDays(-1).AddMinutes(1) };

        FluentActions.Invoking(() => Clients.Over(new ScriptedSource()).ReadPagesAsync(moved, cursor)).Should().Throw<ArgumentException>()
            .WithParameterName("resumeFrom").WithMessage("*Resume with the same From, To and filters: *store it with the cursor.*");
    }

    [Fact]
    public void Every_property_that_selects_rows_is_in_the_hash()
    {
        var plain = new ActivityLogQuery();
        ActivityLogQuery[] others =
        [
            plain with { From = Start },
            plain with { To = Start },
            plain with { Outcome = ActivityLogOutcome.Failure },
            plain with { HttpMethod = "POST" },
            plain with { Search = "POST" },
            plain with { Payrep = new PayrepFilter { Filters = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" } } },
            plain with { Meld = new MeldFilter { Actions = ["a"] } },
            plain with { Meld = new MeldFilter { ConnectionIds = ["a"] } },
            plain with { Meld = new MeldFilter { FinancialAccountIds = ["a"] } },
            plain with { Meld = new MeldFilter { RequestId = "a" } },
            plain with { Meld = new MeldFilter { CustomerId = "a" } },
            plain with { Meld = new MeldFilter { ExternalCustomerId = "a" } },
            plain with { Meld = new MeldFilter { EventType = "a" } },
        ];

        QueryHash.Of(plain with { Meld = new MeldFilter(), Payrep = new PayrepFilter(), PageSize = 7 }, null).Should().Be(QueryHash.Of(plain, null));
        others.Append(plain).Select(q => QueryHash.Of(q, null)).Should().OnlyHaveUniqueItems();
    }

    private static async Task<ActivityLogCursor> CursorAsync(ActivityLogQuery? query = null) =>
        (await Clients.Over(new ScriptedSource(Page(PayrepRow("a", 1)), Page())).PagesAsync(query))[0].Next!;
}
