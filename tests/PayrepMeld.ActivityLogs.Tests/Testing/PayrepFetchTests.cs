using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class PayrepFetchTests
{
    [Theory]
    [InlineData("""{"start_date":"2026-4-1"}""", "01")]
    [InlineData("""{"end_date":"2026-02-30"}""", "01")]
    [InlineData("""{"start_date":"2026-04-01T00:00:00Z"}""", "01")]
    [InlineData("""{"limit":0}""", "01")]
    [InlineData("""{"limit":"ten"}""", "01")]
    [InlineData("""{"filters":[]}""", "01")]
    [InlineData("""{"cursor_id":"x"}""", "02")]
    [InlineData("""{"cursor_created_at":"2026-04-15T12:00:00Z"}""", "02")]
    [InlineData("""{"cursor_created_at":"2026-04-15T12:00:00Z","cursor_id":"nobody"}""", "01")]
    [InlineData("""{"cursor_created_at":"2026-04-15T12:00:00Z","cursor_id":"id"}""", "01")]
    public async Task A_bad_request_is_refused(string body, string code)
    {
        using var caller = FakeCaller.Of(Given(new PayrepRow { Id = "id", CreatedAt = Switches.Noon }));
        (await caller.FetchAsync(body)).GetProperty("response_code").GetString().Should().Be(code);
    }

    [Fact]
    public async Task A_body_may_be_left_out_and_then_a_hundred_rows_come()
    {
        using var caller = FakeCaller.Of(Given([.. Switches.PayrepRows(120)]));
        (await caller.FetchAsync()).GetProperty("data").GetArrayLength().Should().Be(100);
    }

    [Theory]
    [InlineData(0, "2026-04-15", "2026-04-15", "c,b")]
    [InlineData(1, "2026-04-15", "2026-04-15", "b,a")]
    [InlineData(0, "2026-04-16", null, "d")]
    [InlineData(1, "2026-04-16", null, "d,c")]
    [InlineData(0, null, "2026-04-14", "a")]
    [InlineData(0, "2026-04-17", "2026-04-14", "")]
    [InlineData(0, "0001-01-01", "9999-12-31", "d,c,b,a")]
    public async Task Dates_are_days_of_the_vendors_zone_and_both_inclusive(int zone, string? startDate, string? endDate, string expected)
    {
        foreach (var order in new[] { RowOrder.NewestFirst, RowOrder.AsGiven })
        {
            var fake = Given(
                new FakePayrepOptions { DateZone = TimeSpan.FromHours(zone), Order = order },
                Row("d", "2026-04-16T00:00:00Z"),
                Row("c", "2026-04-15T23:59:59.999999Z"),
                Row("b", "2026-04-15T00:00:00Z"),
                Row("a", "2026-04-14T23:59:59.999999Z"));
            using var caller = FakeCaller.Of(fake);

            var ids = await ReferencePager.ReadPayrepAsync(caller, 2, startDate: startDate, endDate: endDate);

            string.Join(',', ids).Should().Be(expected);
        }
    }

    [Theory]
    [InlineData("TRANSFER", "a")]
    [InlineData("10.0.0", "b")]
    [InlineData("nothing of that", "")]
    public async Task Free_text_is_looked_for_in_the_text_fields(string search, string expected)
    {
        using var caller = FakeCaller.Of(Given(
            new PayrepRow { Id = "a", CreatedAt = Switches.Noon, Endpoint = "/transfer" },
            new PayrepRow { Id = "b", CreatedAt = Switches.Noon, IpAddress = "10.0.0.1" }));

        var page = await caller.FetchAsync(new { search });

        string.Join(',', Ids(page)).Should().Be(expected);
    }

    [Fact]
    public async Task Any_field_filters_exactly()
    {
        using var caller = FakeCaller.Of(Given([.. Switches.PayrepRows(5), new PayrepRow { Id = "x", CreatedAt = Switches.Noon, ResponseCode = 418 }]));

        Ids(await caller.FetchAsync("""{"filters":{"response_code":418}}""")).Should().Equal("x");
        Ids(await caller.FetchAsync("""{"filters":{"no_such_field":"1"}}""")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_cursor_that_names_no_row_goes_on_by_value_when_it_is_not_refused()
    {
        var fake = Given(new FakePayrepOptions { UnknownCursor = UnknownCursor.ByValue, InclusiveCursor = true }, [.. Switches.PayrepRows(30)]);
        using var caller = FakeCaller.Of(fake);
        var all = fake.List();
        var gone = all[12];
        var time = (await caller.FetchAsync()).GetProperty("data")[12].GetProperty("created_at").GetString();
        fake.Remove(gone.Id).Should().BeTrue();

        var page = await caller.FetchAsync(new { cursor_created_at = time, cursor_id = gone.Id });

        Ids(page).Should().Equal(all.Skip(13).Select(row => row.Id));
    }

    [Fact]
    public async Task Rows_given_as_text_come_to_the_letter_and_can_be_a_cursor()
    {
        var fake = Given(
            new PayrepRow { Id = "b", CreatedAt = Switches.Noon.AddHours(1) }.WithRawJson("""{"id":"b","created_at":"not a time","x":"é\ud800"}"""),
            new PayrepRow { Id = "a", CreatedAt = Switches.Noon });
        using var caller = FakeCaller.Of(fake);
        using var response = await caller.SendAsync(HttpMethod.Post, FakeCaller.FetchPath);

        (await response.Content.ReadAsStringAsync()).Should().Contain("""[{"id":"b","created_at":"not a time","x":"é\ud800"},{"id":"a",""");
        Ids(await caller.FetchAsync(new { cursor_created_at = "not a time", cursor_id = "b" })).Should().Equal("a");
    }

    [Fact]
    public async Task A_field_without_a_value_is_null_absent_or_empty()
    {
        var fake = Given(new PayrepRow { Id = "a", CreatedAt = Switches.Noon, Message = null, ResponseCode = null });
        using var caller = FakeCaller.Of(fake);

        (await caller.FetchAsync()).GetProperty("data")[0].GetProperty("message").ValueKind.Should().Be(JsonValueKind.Null);
        fake.Options.MissingFields = MissingField.EmptyText;
        (await caller.FetchAsync()).GetProperty("data")[0].GetProperty("response_code").GetString().Should().BeEmpty();
        fake.Options.MissingFields = MissingField.Absent;
        (await caller.FetchAsync()).GetProperty("data")[0].TryGetProperty("message", out _).Should().BeFalse();
    }

    [Fact]
    public async Task The_envelope_can_be_unlike_the_documentation()
    {
        var fake = Given(new FakePayrepOptions { ReorderEnvelope = true, ExtraFields = true, NumbersAsStrings = true }, [.. Switches.PayrepRows(1)]);
        using var caller = FakeCaller.Of(fake);

        var page = await caller.FetchAsync();

        page.EnumerateObject().Select(member => member.Name).Should().Equal("data", "meta", "status", "response_code", "message");
        page.GetProperty("data")[0].GetProperty("response_code").GetString().Should().Be("200");
        page.GetProperty("data")[0].TryGetProperty("metadata", out _).Should().BeTrue();
    }

    [Fact]
    public async Task Audit_rows_page_likewise_twenty_at_a_time()
    {
        var options = new FakePayrepOptions();
        for (var i = 10; i < 35; i++)
        {
            options.AuditRows.Add(new PayrepAuditRow { Id = "a" + i, CreatedAt = Switches.Noon.AddMinutes(i), User = i % 2 == 0 ? "ada" : "obi" });
        }

        using var caller = FakeCaller.Of(new FakePayrep(options));

        var first = await caller.JsonAsync(HttpMethod.Post, FakeCaller.AuditPath);
        var last = first.GetProperty("data")[19];
        var rest = await caller.JsonAsync(HttpMethod.Post, FakeCaller.AuditPath, JsonSerializer.Serialize(new { cursor_created_at = last.GetProperty("created_at"), cursor_id = last.GetProperty("id") }));
        var adas = await caller.JsonAsync(HttpMethod.Post, FakeCaller.AuditPath, """{"filters":{"user":"ada"},"limit":100}""");

        Ids(first).Concat(Ids(rest)).Should().Equal(Enumerable.Range(10, 25).Reverse().Select(i => "a" + i));
        Ids(adas).Should().HaveCount(13);
    }

    private static PayrepRow Row(string id, string time) => new() { Id = id, CreatedAt = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) };

    private static FakePayrep Given(params PayrepRow[] rows) => Given(new FakePayrepOptions(), rows);

    private static FakePayrep Given(FakePayrepOptions options, params PayrepRow[] rows)
    {
        foreach (var row in rows)
        {
            options.Rows.Add(row);
        }

        return new FakePayrep(options);
    }

    private static List<string> Ids(JsonElement page) => [.. page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];
}
