using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

[Collection(nameof(Alone))]
public sealed class SeededLogTests
{
    private static readonly DateTimeOffset From = new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_is_the_same_log_on_every_machine_and_framework()
    {
        var payrep = new SeededPayrepLog(7, 5000, From, To);
        var meld = new SeededMeldLog(7, 5000, From, To);
        var text = new StringBuilder();
        for (var i = 0L; i < payrep.Count; i++)
        {
            text.Append(payrep[i]).Append(meld[i]);
        }

        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16].Should().Be("7C6686E6D13DDE4D");
        new SeededPayrepLog(8, 5000, From, To)[0].Should().NotBe(payrep[0]);
    }

    [Fact]
    public void Rows_are_newest_first_within_the_range_and_ids_are_unique_and_found()
    {
        var log = new SeededPayrepLog(1, 20_000, From, To);
        var keys = new SeededMeldLog(1, 20_000, From, To);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0L; i < log.Count; i++)
        {
            var row = log[i];
            var newer = i == 0 ? null : log[i - 1];
            var good = row.CreatedAt == log.TimeAt(i)
                && row.CreatedAt >= From
                && row.CreatedAt < To
                && ids.Add(row.Id)
                && log.IndexOf(row.Id) == i
                && keys.IndexOf(keys[i].Key) == i
                && (newer is null || newer.CreatedAt > row.CreatedAt || (newer.CreatedAt == row.CreatedAt && string.CompareOrdinal(newer.Id, row.Id) > 0))
                && (i == 0 || string.CompareOrdinal(keys[i - 1].Key, keys[i].Key) > 0);
            if (!good)
            {
                Assert.Fail($"Row {i}: {row} after {newer}");
            }
        }
    }

    [Fact]
    public void An_id_of_another_log_is_not_found()
    {
        var other = new SeededPayrepLog(2, 1000, From, To);
        var log = new SeededPayrepLog(1, 1000, From, To);
        log.IndexOf(other[5].Id).Should().Be(-1);
        log.IndexOf(log[5].Id.ToUpperInvariant()).Should().Be(-1);
        log.IndexOf("").Should().Be(-1);
        new SeededMeldLog(1, 1000, From, To).IndexOf(new SeededMeldLog(2, 1000, From, To)[5].Key).Should().Be(-1);
    }

    [Fact]
    public void The_log_is_skewed_as_real_ones_are()
    {
        var log = new SeededPayrepLog(3, 100_000, From, To);
        var rows = Enumerable.Range(0, 100_000).Select(i => log[i]).ToList();
        var zone = TimeSpan.FromHours(1);
        var busy = rows.Count(row => row.CreatedAt.ToOffset(zone) is { Hour: >= 9 and < 17, DayOfWeek: not (DayOfWeek.Saturday or DayOfWeek.Sunday) });
        var ties = rows.GroupBy(row => row.CreatedAt).Select(tie => tie.Count()).ToList();
        var errors = rows.Chunk(512).Select(chunk => chunk.Count(row => row.Status == PayrepStatuses.Error)).ToList();

        busy.Should().BeGreaterThan(55_000);
        rows.GroupBy(row => row.Endpoint, StringComparer.Ordinal).Max(group => group.Count()).Should().BeGreaterThan(25_000);
        rows.GroupBy(row => row.IpAddress, StringComparer.Ordinal).Max(group => group.Count()).Should().BeGreaterThan(15_000);
        ties.Count(tie => tie is >= 8 and < 100).Should().BeGreaterThan(100);
        ties.Max().Should().BeGreaterThanOrEqualTo(256);
        errors.Count(count => count > 100).Should().BeGreaterThan(3);
        errors.Count(count => count < 40).Should().BeGreaterThan(100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Paging_a_generated_log_with_rows_inserted_is_complete(int digits)
    {
        var log = new SeededPayrepLog(5, 3000, From, To);
        var options = new FakePayrepOptions { Log = log, TimeFormat = new TimeFormat(digits), ShortPageSeed = 1 };
        for (var i = 0; i < 40; i++)
        {
            options.Rows.Add(new PayrepRow { Id = "given-" + i.ToString(CultureInfo.InvariantCulture), CreatedAt = log.TimeAt(i * 70) });
        }

        var fake = new FakePayrep(options);
        fake.Insert(new PayrepRow { Id = "newest", CreatedAt = To });
        fake.Insert(new PayrepRow { Id = "oldest", CreatedAt = From.AddDays(-1) });
        using var caller = FakeCaller.Of(fake);

        var ids = await ReferencePager.ReadPayrepAsync(caller, 50);

        ids.Should().HaveCount(3042).And.OnlyHaveUniqueItems();
        ids.Should().Equal(fake.List().Select(row => row.Id));
        ids[0].Should().Be("newest");
        ids[^1].Should().Be("oldest");
        fake.Count.Should().Be(3042);
    }

    [Fact]
    public async Task Ten_million_rows_cost_no_memory_and_any_place_is_found_at_once()
    {
        var log = new SeededMeldLog(9, 10_000_000, From, To);
        var fake = new FakeMeld(new FakeMeldOptions { Log = log });
        using var caller = FakeCaller.Of(fake);
        const string Year = "start=2025-04-01T00:00:00Z&end=2026-04-01T00:00:00Z&limit=100";
        await caller.SearchAsync(Year);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var place = 0; place < 10_000_000; place += 100_003)
        {
            var page = await caller.SearchAsync($"{Year}&after={log[place].Key}");
            page.GetProperty("activities")[0].GetProperty("key").GetString().Should().Be(log[place + 1].Key);
            page.GetProperty("remaining").GetInt64().Should().Be(Math.Max(0, 10_000_000 - place - 101));
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(40_000_000, "eight bytes a row would already be twice that; other tests run beside this one");
    }

    [Fact]
    public async Task Remaining_with_a_filter_counts_a_generated_log_once()
    {
        var fake = new FakeMeld(new FakeMeldOptions { Log = new SeededMeldLog(4, 20_000, From, To) });
        using var caller = FakeCaller.Of(fake);
        const string Query = "start=2025-04-01T00:00:00Z&end=2026-04-01T00:00:00Z&customerId=cus_0003&limit=50";
        var all = await ReferencePager.ReadMeldAsync(caller, 50, Query.Replace("&limit=50", "", StringComparison.Ordinal));
        var read = 0;
        var after = "";
        JsonElement page;
        do
        {
            page = await caller.SearchAsync(Query + after);
            var rows = page.GetProperty("activities").EnumerateArray().ToList();
            read += rows.Count;
            after = "&after=" + rows[^1].GetProperty("key").GetString();
            page.GetProperty("remaining").GetInt32().Should().Be(all.Count - read);
        }
        while (page.GetProperty("remaining").GetInt32() > 0);

        read.Should().Be(all.Count).And.BeGreaterThan(100);
    }

    [Fact]
    public void A_log_that_cannot_be_is_refused()
    {
        var negative = () => new SeededPayrepLog(1, -1, From, To);
        var empty = () => new SeededPayrepLog(1, 1, From, From);
        var ancient = () => new SeededMeldLog(1, 1, From.AddYears(-40), To);
        var beyond = () => new SeededMeldLog(1, 1, From, To)[1];
        negative.Should().Throw<ArgumentOutOfRangeException>();
        empty.Should().Throw<ArgumentOutOfRangeException>();
        ancient.Should().Throw<ArgumentOutOfRangeException>();
        beyond.Should().Throw<ArgumentOutOfRangeException>();
    }
}
