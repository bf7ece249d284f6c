using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class ThrottleTests
{
    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "10")]
    public async Task A_short_pause_is_kept_by_every_caller(ActivityLogVendor vendor)
    {
        var starts = new List<TimeSpan>();
        Stub? used = null;
        using var stub = new Stub(vendor, number =>
        {
            starts.Add(used!.Time.Elapsed);
            return number == 1 ? Stub.Answer(429, "", "7") : Stub.Answer(200, Stub.Ok(vendor));
        });
        used = stub;

        var first = stub.SendAsync();
        var others = Enumerable.Range(0, 5).Select(_ => stub.SendAsync()).ToArray();
        stub.Time.Advance(TimeSpan.FromSeconds(6.9));
        stub.Sent.Should().Be(1);
        foreach (var response in await stub.Time.DriveAsync(Task.WhenAll([first, .. others])))
        {
            using (response)
            {
                ActivityLogErrors.FromAnswer(response).Should().BeNull();
            }
        }

        stub.Sent.Should().Be(7);
        starts.Skip(1).Should().OnlyContain(start => start >= TimeSpan.FromSeconds(7));
        stub.Channel.Gate.Limit.Should().Be(1);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "10")]
    public async Task A_pause_may_be_a_date(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, number => number == 1 ? Stub.Answer(429, "", "Wed, 15 Apr 2026 12:00:20 GMT") : Stub.Answer(200, Stub.Ok(vendor)));
        (await stub.RunAsync()).Should().BeNull();
        stub.Time.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20)).And.BeLessThan(TimeSpan.FromSeconds(24));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "11")]
    public async Task A_pause_beyond_the_deadline_is_an_error_at_once_for_everybody(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(429, "", "61"));

        var error = await stub.RunAsync(step: TimeSpan.Zero);
        (error!.Kind, error.RetryAfter, error.StatusCode, error.Attempts).Should().Be((ActivityLogErrorKind.Throttled, TimeSpan.FromSeconds(61), 429, 1));

        var next = await stub.RunAsync(step: TimeSpan.Zero);
        (next!.Kind, next.RetryAfter, next.StatusCode, next.Attempts).Should().Be((ActivityLogErrorKind.Throttled, TimeSpan.FromSeconds(61), null, 0));
        stub.Sent.Should().Be(1);
        stub.Time.Elapsed.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "12")]
    public async Task A_pause_of_a_day_stops_the_credential_for_no_longer_than_MaxRetryAfter(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, number => number == 1 ? Stub.Answer(429, "", "86400") : Stub.Answer(200, Stub.Ok(vendor)));

        (await stub.RunAsync(step: TimeSpan.Zero))!.RetryAfter.Should().Be(TimeSpan.FromDays(1));
        stub.Time.Advance(stub.Options.MaxRetryAfter - TimeSpan.FromSeconds(1));
        (await stub.RunAsync(step: TimeSpan.Zero))!.Attempts.Should().Be(0);
        stub.Time.Advance(TimeSpan.FromSeconds(1));
        (await stub.RunAsync(step: TimeSpan.Zero)).Should().BeNull();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "11")]
    public async Task A_pause_beyond_the_time_left_is_an_error_at_once(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(429, "", "30"), options => options.TotalTimeout = TimeSpan.FromSeconds(20));
        (await stub.RunAsync(step: TimeSpan.Zero))!.RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
        stub.Time.Elapsed.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "12")]
    public async Task A_pause_that_cannot_be_meant_gives_way_to_our_own(ActivityLogVendor vendor)
    {
        foreach (var header in new[] { null, "soon", "-1", "Wed, 15 Apr 2020 12:00:00 GMT", "999999999" })
        {
            using var stub = new Stub(vendor, number => number < 4 ? Stub.Answer(429, "", header) : Stub.Answer(200, Stub.Ok(vendor)), options => options.MaxRetryDelay = TimeSpan.FromSeconds(1));
            (await stub.RunAsync()).Should().BeNull();
            stub.Time.Elapsed.Should().BeGreaterThan(TimeSpan.FromMilliseconds(700)).And.BeLessThan(TimeSpan.FromSeconds(8));
        }
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Throttled_requests_cost_no_budget_and_do_not_open_the_breaker(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(429, "", "0"), options =>
        {
            options.RetryReserve = 0;
            options.RetryRatio = 0;
            options.BreakerMinimumAttempts = 2;
        });
        for (var i = 0; i < 5; i++)
        {
            var error = await stub.RunAsync(step: TimeSpan.Zero);
            (error!.Kind, error.Attempts).Should().Be((ActivityLogErrorKind.Throttled, 4));
        }
    }
}
