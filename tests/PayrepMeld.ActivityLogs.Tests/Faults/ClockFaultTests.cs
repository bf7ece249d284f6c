using System.Globalization;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>The local wall clock is wrong, or jumps while something waits.</summary>
[Trait("Fault", "47")]
public sealed class ClockFaultTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A busy machine may let the fake clock run a little further than needed; a jump would be off by a day.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public static TheoryData<ActivityLogVendor, int> EachWay => new()
    {
        { ActivityLogVendor.Payrep, -1 }, { ActivityLogVendor.Payrep, 1 },
        { ActivityLogVendor.Meld, -1 }, { ActivityLogVendor.Meld, 1 },
    };

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_clock_a_day_off_loses_no_row(ActivityLogVendor vendor, int days)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.Rows = 12);
        harness.Time.JumpWallClock(days * Day);

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 5 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor, 12));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_a_day_off_loses_no_row_of_a_merged_read(int days)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Time.JumpWallClock(days * Day);

        (await harness.ReadAsync(harness.Merged, new() { PageSize = 3 })).Ids.Should().HaveCount(10);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_jump_between_and_during_pages_loses_no_row_and_lengthens_no_backoff(ActivityLogVendor vendor, int days)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.Rows = 12;
            s.Resilience = r => (r.RetryDelay, r.MaxRetryDelay) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        });
        harness.Faults(vendor).Enqueue(Fault.None, Fault.Status(503), Fault.Do(() => harness.Time.JumpWallClock(-2 * days * Day)));
        using var jump = JumpAfter(harness, TimeSpan.FromSeconds(1), days * Day);

        var reading = await harness.ReadAsync(vendor, new() { PageSize = 5 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor, 12));
        ShouldHaveTaken(reading, TimeSpan.FromSeconds(5), "half of the delay is jitter");
        Asked(harness, vendor).Distinct(StringComparer.Ordinal).Should().ContainSingle("the bound is frozen when the read begins");
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_jump_during_a_pause_the_vendor_asked_for_does_not_change_it(ActivityLogVendor vendor, int days)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Enqueue(Fault.Status(429, retryAfter: "30"));
        using var jump = JumpAfter(harness, TimeSpan.FromSeconds(10), days * Day);

        var reading = await harness.ReadAsync(vendor);

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        ShouldHaveTaken(reading, TimeSpan.FromSeconds(30));
        harness.Time.GetUtcNow().Should().BeCloseTo(Rows.Start + (days * Day) + TimeSpan.FromSeconds(30), Slack, "the clock did jump");
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_date_to_wait_for_is_measured_by_the_vendors_clock(ActivityLogVendor vendor, int days)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Time.JumpWallClock(days * Day);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Date"] = Rows.Start.ToString("R", CultureInfo.InvariantCulture) };
        harness.Faults(vendor).Enqueue(Fault.Status(429, Rows.Start.AddSeconds(20).ToString("R", CultureInfo.InvariantCulture), headers: headers));

        var reading = await harness.ReadAsync(vendor);

        reading.Error.Should().BeNull();
        ShouldHaveTaken(reading, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_jump_does_not_cut_or_stretch_the_limit_of_an_attempt(ActivityLogVendor vendor, int days)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.Resilience = r => r.MaxRetries = 0);
        harness.Faults(vendor).Enqueue(Fault.StallHeaders());
        using var jump = JumpAfter(harness, TimeSpan.FromSeconds(5), days * Day);

        var reading = await harness.ReadAsync(vendor, stalls: true);

        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, 1);
        ShouldHaveTaken(reading, TimeSpan.FromSeconds(15));
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    public async Task A_jump_does_not_change_how_long_the_breaker_is_open(ActivityLogVendor vendor, int days)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.Resilience = r => (r.MaxRetries, r.BreakerMinimumAttempts) = (0, 2));
        harness.Faults(vendor).Enqueue(Fault.Status(503), Fault.Status(503));
        await harness.ReadAsync(vendor);
        await harness.ReadAsync(vendor);
        harness.Time.JumpWallClock(days * Day);

        (await harness.ReadAsync(vendor)).ShouldFail(vendor, ActivityLogErrorKind.Unavailable, 0);
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        (await harness.ReadAsync(vendor)).ShouldFail(vendor, ActivityLogErrorKind.Unavailable, 0);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        (await harness.ReadAsync(vendor)).Ids.Should().Equal(FaultHarness.Ids(vendor));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_jump_does_not_change_how_long_a_refused_login_is_latched(int days)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Payrep = o => o.RefuseLogin = true;
        });
        await harness.ReadAsync(ActivityLogVendor.Payrep);
        harness.Payrep.Vendor.Options.RefuseLogin = false;
        harness.Time.JumpWallClock(days * Day);
        harness.Time.Advance(TimeSpan.FromMinutes(14.9));
        (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Unauthorized, 0, null, "41");

        harness.Time.Advance(TimeSpan.FromMinutes(0.2));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Bounds_that_were_asked_for_are_held_against_the_rows_and_not_the_clock(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Time.JumpWallClock(-400 * Day);

        var reading = await harness.ReadAsync(vendor, new() { From = Rows.Start.AddSeconds(-3), To = Rows.Start });

        reading.Ids.Should().Equal(FaultHarness.Ids(vendor).Skip(1).Take(3));
    }

    private static void ShouldHaveTaken(FaultReading reading, TimeSpan wait, string because = "") =>
        reading.Took.Should().BeGreaterThanOrEqualTo(wait - TimeSpan.FromMilliseconds(1), because).And.BeLessThan(wait + Slack, because);

    private static ITimer JumpAfter(FaultHarness harness, TimeSpan wait, TimeSpan by) =>
        harness.Time.CreateTimer(_ => harness.Time.JumpWallClock(by), null, wait, Timeout.InfiniteTimeSpan);

    private static IEnumerable<string> Asked(FaultHarness harness, ActivityLogVendor vendor) => harness.Fetches(vendor).Select(request => vendor == ActivityLogVendor.Payrep
        ? System.Text.Json.JsonDocument.Parse(request.Body).RootElement.GetProperty("end_date").GetString()!
        : request.QueryParameters().Single(p => p.Key == "end").Value);
}
