using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Statistics;

public sealed class EntryStatisticsTests
{
    private static readonly DateTimeOffset To = new(2026, 10, 26, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Groups_add_up_to_the_total()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var statistics = Sum(Entries(new Random(seed), 3000), Zones.BackOn(To.Date.AddDays(-1)));

            foreach (var by in Enum.GetValues<Dimension>())
            {
                var rows = StatisticsRow.Of(statistics, by).ToList();
                Counts(rows.Select(r => r.Tally)).Should().Be(Counts([statistics.Total]), "rows are by {0}", by);
                rows.Select(r => r.Key).Should().OnlyHaveUniqueItems();
                rows.Where(r => r.Tally.Requests > 0).Max(r => r.Tally.Last).Should().Be(statistics.Total.Last);
                rows.Max(r => r.Tally.LastFailure).Should().Be(statistics.Total.LastFailure);
                rows.Where(r => r.Tally.Requests > 0).Min(r => r.Tally.First).Should().Be(statistics.Total.First);
            }

            statistics.Messages.Ranked().Sum(m => m.Value.Requests).Should().Be(statistics.Total.Failures);
        }
    }

    [Fact]
    public void What_does_not_say_how_it_ended_counts_in_no_rate()
    {
        var statistics = Sum([Payrep("success", 200), Payrep("error", 400), Payrep(null, null), Payrep(null, null)]);

        (statistics.Total.Requests, statistics.Total.Successes, statistics.Total.Failures, statistics.Total.Unknown).Should().Be((4, 1, 1, 2));
        statistics.Total.FailureRate.Should().Be(0.5);
        Sum([Payrep(null, null)]).Total.FailureRate.Should().BeNull();
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 0, "0.0%")]
    [InlineData(4000, 1, "<0.1%")]
    [InlineData(1, 4000, ">99.9%")]
    [InlineData(0, 7, "100.0%")]
    [InlineData(2, 1, "33.3%")]
    public void A_few_failures_are_not_none_and_most_are_not_all(int successes, int failures, string? expected)
    {
        var tally = new Tally();
        foreach (var outcome in Enumerable.Repeat(ActivityLogOutcome.Success, successes).Concat(Enumerable.Repeat(ActivityLogOutcome.Failure, failures)))
        {
            tally.Add(new EntryFacts(1, outcome, IsByCodeAlone: false));
        }

        tally.FailurePercent.Should().Be(expected);
    }

    [Fact]
    public void Of_too_many_groups_the_first_are_exact_and_the_rest_are_counted_together()
    {
        const int Distinct = Groups.Most + 5000;
        var statistics = Sum(Enumerable.Range(0, Distinct * 2).Select(i => Payrep("error", 400, endpoint: $"/made/up/{i % Distinct}", ip: $"10.{i % Distinct / 256}.{i % 256}.1")));

        (statistics.Endpoints.Count, statistics.Endpoints.Rest.Failures).Should().Be((Groups.Most, 10_000));
        statistics.Endpoints.Ranked().Should().OnlyContain(g => g.Value.Failures == 2);
        StatisticsRow.Of(statistics, Dimension.Endpoint).Single(r => r.IsRest).Tally.Requests.Should().Be(10_000);
    }

    [Fact]
    public void Of_long_texts_little_is_kept()
    {
        var text = new string('x', 100_000);
        var statistics = Sum([Payrep("error", 400, endpoint: "/" + text, ip: text + "," + text, method: text, message: string.Join(' ', text.Chunk(10).Select(c => new string(c))))]);

        var keys = ((Groups[])[statistics.Endpoints, statistics.Actions, statistics.Addresses, statistics.Statuses, statistics.Messages]).SelectMany(g => g.Ranked()).Select(g => g.Key).ToList();
        keys.Should().HaveCount(5).And.OnlyContain(k => (k.Text ?? "").Length <= GroupKey.LongestText && (k.Method ?? "").Length <= GroupKey.LongestText);
    }

    [Fact]
    public void Spellings_of_one_address_are_one_group_and_a_query_makes_no_other_endpoint()
    {
        var statistics = Sum([Payrep("error", 400, "/v1/a?x=1", "::ffff:10.0.0.1"), Payrep("error", 400, "/V1/A", " 10.0.0.1 "), Payrep("error", 400, "https://example.com/v1/a", "10.0.0.1")]);

        statistics.Endpoints.Ranked().Should().ContainSingle().Which.Key.Text.Should().Be("/v1/a");
        statistics.Addresses.Ranked().Should().ContainSingle().Which.Key.Text.Should().Be("10.0.0.1");
    }

    private static (long, long, long, long) Counts(IEnumerable<Tally> tallies)
    {
        var all = tallies.ToList();
        return (all.Sum(t => t.Requests), all.Sum(t => t.Successes), all.Sum(t => t.Failures), all.Sum(t => t.Unknown));
    }

    private static EntryStatistics Sum(IEnumerable<ActivityLogEntry> entries, TimeZoneInfo? zone = null)
    {
        var statistics = new EntryStatistics(To.AddDays(-3), To, zone ?? TimeZoneInfo.Utc);
        foreach (var entry in entries)
        {
            statistics.Add(entry);
        }

        return statistics;
    }

    private static IEnumerable<ActivityLogEntry> Entries(Random random, int count) => Enumerable.Range(0, count)
        .Select(_ => random.NextInt64(3 * TimeSpan.TicksPerDay))
        .OrderDescending()
        .Select(back => (ActivityLogEntry)(random.Next(3) > 0
            ? Payrep(Any(random, "success", "error", "odd", null), Any<int?>(random, 200, 201, 400, 503, null), Any(random, "/a", "/b?c", "", null), Any(random, "10.0.0.1", "::1", "10.0.0.1, ::1", "", null), Any(random, "GET", "post", null), Any(random, "No 1", "No 2", null), To.AddTicks(back - (3 * TimeSpan.TicksPerDay)))
            : MeldActivity.Parse(JsonSerializer.SerializeToUtf8Bytes(new
            {
                key = Guid.NewGuid().ToString(), occurredAt = To.AddTicks(back - (3 * TimeSpan.TicksPerDay)).ToString("O"), attributes = new { action = Any(random, "INBOUND_REQUEST", "X_FAILED", null), statusCode = Any<int?>(random, 200, 500, null) },
            }))));

    private static T Any<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static PayrepActivity Payrep(string? status, int? code, string? endpoint = "/v1/transfers", string? ip = "10.0.0.1", string? method = "POST", string? message = "No", DateTimeOffset? at = null) =>
        PayrepActivity.Parse(JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = Guid.NewGuid().ToString(), created_at = (at ?? To.AddHours(-1)).ToString("O"), status, response_code = code, endpoint, ip_address = ip, method, message,
        }));
}
