using System.Text;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Times and cursors as vendors may write them, and days of another zone.</summary>
public sealed class TimeFaultTests
{
    private static readonly string[] Texts =
    [
        "2026-04-15T11:59:59.123456789Z",
        "2026-04-15T12:59:59.123456788+01:00",
        "2026-04-15T06:29:58.5-05:30",
        "2026-04-15T11:59:58",
        "2026-04-15 11:59:57.000001",
        "2026-04-15t11:59:56z",
        "2026-04-15T12:59:55+0100",
        "2026-04-15T11:59:54.000000+00:00",
        "2026-04-15T11:59Z",
    ];

    private static readonly DateTimeOffset Midnight = new(2026, 4, 15, 0, 0, 0, TimeSpan.Zero);

    [Theory, Trait("Fault", "40")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Payreps_created_at_goes_back_byte_for_byte(int pageSize)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 0;
            s.Payrep = o =>
            {
                foreach (var (text, i) in Texts.Select((text, i) => (text, i)))
                {
                    o.Rows.Add(new() { Id = FaultHarness.PayrepId(i), CreatedAt = Rows.Start.AddSeconds(-i), CreatedAtText = text });
                }
            };
        });

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep, new() { PageSize = pageSize });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep, Texts.Length));
        var sent = harness.Fetches(ActivityLogVendor.Payrep).Skip(1).ToList();
        sent.Should().NotBeEmpty();
        foreach (var (request, last) in sent.Zip(reading.Pages.Select(p => p.Entries[^1]).Cast<PayrepActivity>()))
        {
            request.BodyText.Should().Contain($"\"cursor_created_at\":\"{last.CreatedAtText}\"").And.Contain($"\"cursor_id\":\"{last.Id}\"");
        }

        reading.Pages.SelectMany(p => p.Entries).Cast<PayrepActivity>().Select(e => e.CreatedAtText).Should().Equal(Texts);
    }

    [Fact, Trait("Fault", "40")]
    public async Task The_cursors_text_survives_being_saved_and_parsed()
    {
        await using var harness = await FaultHarness.StartAsync(s => s.Payrep = o => o.Rows[1] = o.Rows[1] with { CreatedAtText = Texts[1] });
        await using var pages = harness.Client(ActivityLogVendor.Payrep).ReadPagesAsync(new() { PageSize = 2 }).GetAsyncEnumerator();
        await pages.MoveNextAsync();

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep, new() { PageSize = 2 }, resumeFrom: ActivityLogCursor.Parse(pages.Current.Next!.ToString()));

        reading.Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep).Skip(2));
        harness.Fetches(ActivityLogVendor.Payrep)[1].Body.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"cursor_created_at\":\"{Texts[1]}\"")).Should().BePositive();
    }

    [Fact, Trait("Fault", "40")]
    public async Task Melds_key_goes_back_as_it_came_whatever_it_holds()
    {
        string[] keys = ["a+b/c==", "50%2B", "é 😀", "x&limit=1", "#?;,\"\\", "0001"];
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 0;
            s.Meld = o =>
            {
                foreach (var (key, i) in keys.Select((key, i) => (key, i)))
                {
                    o.Rows.Add(new() { Key = key, OccurredAt = Rows.Start.AddSeconds(-i), OccurredAtText = Texts[i] });
                }
            };
        });

        var reading = await harness.ReadAsync(ActivityLogVendor.Meld, new() { PageSize = 2 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(keys);
        harness.Meld.Journal.Requests.Skip(1).Select(r => r.QueryParameters().Single(p => p.Key == "after").Value).Should().Equal(keys[1], keys[3]);
    }

    [Fact, Trait("Fault", "40")]
    public async Task Rows_of_both_vendors_are_ordered_by_instant_however_it_is_written()
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 0;
            s.Payrep = o => Add(o.Rows, 0, (i, text) => new PayrepRow { Id = FaultHarness.PayrepId(i), CreatedAt = Rows.Start.AddSeconds(-i), CreatedAtText = text });
            s.Meld = o => Add(o.Rows, 1, (i, text) => new MeldRow { Key = FaultHarness.MeldKey(i), OccurredAt = Rows.Start.AddSeconds(-i), OccurredAtText = text });
        });

        var reading = await harness.ReadAsync(harness.Merged, new() { PageSize = 3 });

        reading.Error.Should().BeNull();
        var entries = reading.Pages.SelectMany(p => p.Entries).ToList();
        entries.Select(e => e.OccurredAt).Should().Equal(
            At(59, 1234567), At(59, 1234567), At(58, 5000000), At(58, 0), At(57, 10), At(56, 0), At(55, 0), At(54, 0), new(2026, 4, 15, 11, 59, 0, TimeSpan.Zero));
        entries.Select(e => e.Vendor).Take(2).Should().Equal([ActivityLogVendor.Payrep, ActivityLogVendor.Meld], "Payrep comes first at a tie");

        static void Add<T>(ICollection<T> rows, int odd, Func<int, string, T> create)
        {
            for (var i = odd; i < Texts.Length; i += 2)
            {
                rows.Add(create(i, Texts[i]));
            }
        }

        static DateTimeOffset At(int second, int ticks) => new DateTimeOffset(2026, 4, 15, 11, 59, second, TimeSpan.Zero).AddTicks(ticks);
    }

    [Theory, Trait("Fault", "41")]
    [InlineData(0, 0)]
    [InlineData(60, 0)]
    [InlineData(60, -60)]
    [InlineData(60, -30)]
    [InlineData(-60, 30)]
    [InlineData(60, 30)]
    [InlineData(0, -60)]
    public async Task A_vendors_day_of_another_zone_misses_and_adds_nothing_at_either_edge(int zoneMinutes, int edgeMinutes)
    {
        var from = Midnight.AddMinutes(edgeMinutes);
        var to = from.AddDays(1);
        var instants = Around(from).Concat(Around(to)).ToList();
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 0;
            s.Payrep = o =>
            {
                o.TimeFormat = new TimeFormat(7);
                o.DateZone = TimeSpan.FromMinutes(zoneMinutes);
                foreach (var (at, i) in instants.Select((at, i) => (at, i)))
                {
                    o.Rows.Add(new() { Id = FaultHarness.PayrepId(i), CreatedAt = at });
                }
            };
        });

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep, new() { From = from, To = to, PageSize = 4 });

        reading.Error.Should().BeNull();
        reading.Pages.SelectMany(p => p.Entries).Select(e => e.OccurredAt)
            .Should().Equal(instants.Where(at => at >= from && at < to).OrderDescending());
    }

    [Theory, Trait("Fault", "41")]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Melds_edges_inclusive_or_not_miss_and_add_nothing(bool startInclusive, bool endInclusive)
    {
        var from = Midnight.AddTicks(1);
        var to = Midnight.AddDays(1).AddTicks(-1);
        var instants = Around(from).Concat(Around(to)).ToList();
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 0;
            s.Meld = o =>
            {
                o.TimeFormat = new TimeFormat(7);
                (o.StartInclusive, o.EndInclusive) = (startInclusive, endInclusive);
                foreach (var (at, i) in instants.Select((at, i) => (at, i)))
                {
                    o.Rows.Add(new() { Key = FaultHarness.MeldKey(i), OccurredAt = at });
                }
            };
        });

        var reading = await harness.ReadAsync(ActivityLogVendor.Meld, new() { From = from, To = to, PageSize = 4 });

        reading.Error.Should().BeNull();
        reading.Pages.SelectMany(p => p.Entries).Select(e => e.OccurredAt)
            .Should().Equal(instants.Where(at => at >= from && at < to).OrderDescending());
    }

    private static IEnumerable<DateTimeOffset> Around(DateTimeOffset edge) =>
        new[] { -90 * TimeSpan.TicksPerMinute, -59 * TimeSpan.TicksPerMinute, -TimeSpan.TicksPerSecond, -1, 0, 1, TimeSpan.TicksPerSecond, 59 * TimeSpan.TicksPerMinute, 90 * TimeSpan.TicksPerMinute }
            .Select(ticks => edge.AddTicks(ticks));
}
