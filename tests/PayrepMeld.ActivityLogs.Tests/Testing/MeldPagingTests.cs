using System.Globalization;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class MeldPagingTests
{
    private const string Everything = "start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z";

    [Fact]
    public async Task Every_row_comes_once_in_both_directions_whatever_the_switches()
    {
        foreach (var configure in Switches.Combinations())
        {
            foreach (var limit in new[] { 2, 5, 100 })
            {
                var options = Given(37);
                configure(options);
                using var caller = FakeCaller.Of(new FakeMeld(options));
                var expected = Model(options);

                var down = await ReferencePager.ReadMeldAsync(caller, limit, Everything);
                var up = await ReferencePager.ReadMeldAsync(caller, limit, Everything, upwards: true, from: expected[^1]);

                down.Should().Equal(expected);
                up.Should().Equal(expected.SkipLast(1));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remaining_and_count_say_the_truth_in_the_direction_paged(bool filtered)
    {
        using var caller = FakeCaller.Of(new FakeMeld(Given(40)));
        var range = filtered ? Everything + "&customerId=cus_1" : Everything;
        var all = await ReferencePager.ReadMeldAsync(caller, 100, range);
        all.Should().HaveCount(filtered ? 10 : 40);

        for (var i = 0; i + 4 <= all.Count; i += 4)
        {
            var after = i == 0 ? "" : $"&after={all[i - 1]}";
            Counts(await caller.SearchAsync($"{range}&limit=4{after}")).Should().Be((4, all.Count - i - 4));
            Counts(await caller.SearchAsync($"{range}&limit=4&before={all[i]}")).Should().Be((Math.Min(4, i), Math.Max(0, i - 4)));
        }
    }

    [Theory]
    [InlineData(CountMode.Absent, null)]
    [InlineData(CountMode.Null, "null")]
    [InlineData(CountMode.AlwaysZero, "0")]
    [InlineData(CountMode.Negative, "-1")]
    [InlineData(CountMode.Wrong, "36")]
    public async Task Remaining_can_be_anything_else(CountMode mode, string? expected)
    {
        var options = Given(39);
        options.RemainingMode = mode;
        using var caller = FakeCaller.Of(new FakeMeld(options));

        var page = await caller.SearchAsync(Everything);

        (page.TryGetProperty("remaining", out var remaining) ? remaining.GetRawText() : null).Should().Be(expected);
        page.GetProperty("count").GetInt32().Should().Be(10);
    }

    [Fact]
    public async Task Ten_rows_come_when_no_limit_is_named()
    {
        using var caller = FakeCaller.Of(new FakeMeld(Given(30)));
        (await caller.SearchAsync(Everything)).GetProperty("activities").GetArrayLength().Should().Be(10);
    }

    [Theory]
    [InlineData(true, true, 3)]
    [InlineData(false, true, 2)]
    [InlineData(true, false, 2)]
    [InlineData(false, false, 1)]
    public async Task The_ends_of_the_range_are_in_or_out(bool startInclusive, bool endInclusive, int expected)
    {
        foreach (var order in new[] { RowOrder.NewestFirst, RowOrder.AsGiven })
        {
            var options = new FakeMeldOptions { StartInclusive = startInclusive, EndInclusive = endInclusive, Order = order };
            for (var hour = 0; hour < 5; hour++)
            {
                options.Rows.Add(new MeldRow { Key = "k" + hour, OccurredAt = Switches.Noon.AddHours(hour) });
            }

            using var caller = FakeCaller.Of(new FakeMeld(options));

            var page = await caller.SearchAsync("start=2026-04-15T13:00:00Z&end=2026-04-15T15:00:00Z");

            page.GetProperty("activities").GetArrayLength().Should().Be(expected);
        }
    }

    [Theory]
    [InlineData("actions=INBOUND_REQUEST,INBOUND_REQUEST_WEBHOOK", "a,c")]
    [InlineData("requestId=r1", "a")]
    [InlineData("eventType=E", "b")]
    [InlineData("customerId=c1", "a,b")]
    [InlineData("externalCustomerId=x1", "c")]
    [InlineData("connectionIds=n1,n2", "a,c")]
    [InlineData("financialAccountIds=f1", "b")]
    [InlineData("customerId=c1&eventType=E", "b")]
    [InlineData("customerId=nobody", "")]
    public async Task Each_documented_filter_filters(string filter, string expected)
    {
        var options = new FakeMeldOptions();
        options.Rows.Add(new MeldRow { Key = "a", OccurredAt = Switches.Noon, RequestId = "r1", CustomerId = "c1", ConnectionId = "n1" });
        options.Rows.Add(new MeldRow { Key = "b", OccurredAt = Switches.Noon, Action = "X", EventType = "E", CustomerId = "c1", FinancialAccountId = "f1" });
        options.Rows.Add(new MeldRow { Key = "c", OccurredAt = Switches.Noon, Action = MeldActions.InboundRequestWebhook, ExternalCustomerId = "x1", ConnectionId = "n2" });
        using var caller = FakeCaller.Of(new FakeMeld(options));

        var keys = await ReferencePager.ReadMeldAsync(caller, 10, $"{Everything}&{filter}");

        string.Join(',', keys.Order(StringComparer.Ordinal)).Should().Be(expected);
    }

    private static FakeMeldOptions Given(int count)
    {
        var options = new FakeMeldOptions();
        foreach (var row in Switches.MeldRows(count))
        {
            options.Rows.Add(row);
        }

        return options;
    }

    private static (int Count, int Remaining) Counts(JsonElement page) =>
        (int.Parse(page.GetProperty("count").ToString(), CultureInfo.InvariantCulture), int.Parse(page.GetProperty("remaining").ToString(), CultureInfo.InvariantCulture));

    private static List<string> Model(FakeMeldOptions options)
    {
        var unit = (decimal)Math.Pow(10, 9 - options.TimeFormat.FractionDigits);
        return [.. options.Rows
            .OrderByDescending(row => decimal.Floor(((row.OccurredAt.UtcTicks * 100m) + row.Nanoseconds) / unit))
            .ThenByDescending(row => row.Key, StringComparer.Ordinal)
            .Select(row => row.Key)];
    }
}
