using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class RowOrderTests
{
    [Fact]
    public async Task Rows_as_given_are_a_list_of_places_whatever_their_times()
    {
        var options = new FakePayrepOptions { Order = RowOrder.AsGiven, ShortPageSeed = 2 };
        foreach (var row in Switches.PayrepRows(40))
        {
            options.Rows.Add(row);
        }

        var fake = new FakePayrep(options);
        fake.Insert(new PayrepRow { Id = "top", CreatedAt = Switches.Noon.AddYears(-1) });
        using var caller = FakeCaller.Of(fake);

        (await ReferencePager.ReadPayrepAsync(caller, 3)).Should().Equal(["top", .. options.Rows.Select(row => row.Id)]);
    }

    [Fact]
    public async Task Shuffled_pages_hold_the_right_rows_in_another_order()
    {
        var options = new FakePayrepOptions { Order = RowOrder.ShuffledInPage };
        foreach (var row in Switches.PayrepRows(50))
        {
            options.Rows.Add(row);
        }

        var fake = new FakePayrep(options);
        using var caller = FakeCaller.Of(fake);
        var first = Ids(await caller.FetchAsync(new { limit = 20 }));

        first.Should().BeEquivalentTo(fake.List().Take(20).Select(row => row.Id)).And.NotEqual(fake.List().Take(20).Select(row => row.Id));
        (await ReferencePager.ReadPayrepAsync(caller, 20)).Distinct(StringComparer.Ordinal).Should().HaveCount(50);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    [InlineData(true, 5)]
    public async Task Echoes_come_anywhere_but_never_stop_the_paging(bool inclusive, int limit)
    {
        var options = new FakePayrepOptions { InclusiveCursor = inclusive };
        for (var i = 10; i < 30; i++)
        {
            options.Rows.Add(new PayrepRow { Id = "r" + i, CreatedAt = Switches.Noon.AddMinutes(i) });
        }

        var fake = new FakePayrep(options);
        for (var i = 10; i < 30; i += 3)
        {
            fake.InsertEcho(options.Rows[i - 10], Switches.Noon.AddMinutes(40 - i).AddSeconds(30));
            fake.InsertEcho(options.Rows[i - 10], Switches.Noon.AddMinutes(20).AddSeconds(i));
            fake.InsertEcho(options.Rows[i - 10], options.Rows[i - 10].CreatedAt);
        }

        using var caller = FakeCaller.Of(fake);

        var ids = await ReferencePager.ReadPayrepAsync(caller, limit);

        ids.Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(options.Rows.Select(row => row.Id));
        if (limit > 1)
        {
            ids.Should().HaveCountGreaterThan(20);
        }
    }

    [Fact]
    public async Task A_row_that_comes_late_stands_where_its_time_says()
    {
        var fake = new FakeMeld();
        fake.Insert(new MeldRow { Key = "b", OccurredAt = Switches.Noon });
        fake.Insert(new MeldRow { Key = "c", OccurredAt = Switches.Noon.AddHours(1) });
        fake.Insert(new MeldRow { Key = "a", OccurredAt = Switches.Noon.AddHours(-1) });
        fake.Insert(new MeldRow { Key = "b2", OccurredAt = Switches.Noon });
        fake.Remove("c").Should().BeTrue();
        fake.Remove("c").Should().BeFalse();
        using var caller = FakeCaller.Of(fake);

        (await ReferencePager.ReadMeldAsync(caller, 2, "start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z")).Should().Equal("b2", "b", "a");
    }

    [Fact]
    public void A_generated_log_cannot_be_as_given()
    {
        var make = () => new FakeMeld(new FakeMeldOptions { Order = RowOrder.AsGiven, Log = new SeededMeldLog(1, 1, Switches.Noon, Switches.Noon.AddDays(1)) });
        make.Should().Throw<ArgumentException>();
    }

    private static List<string> Ids(JsonElement page) => [.. page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];
}
