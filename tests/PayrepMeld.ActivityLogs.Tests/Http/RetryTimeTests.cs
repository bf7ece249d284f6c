using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class RetryTimeTests
{
    private static void Expect(ActivityLogException? error, ActivityLogErrorKind kind, int attempts, int? status)
    {
        error.Should().NotBeNull();
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((kind, attempts, status));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task A_replay_goes_on_counting_attempts_and_time(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, number => number == 2 ? Stub.Answer(401) : Stub.Answer(503), options => options.TotalTimeout = TimeSpan.FromSeconds(30));
        using var request = stub.Request();

        (await stub.RunAsync(request))!.Attempts.Should().Be(2);
        (await stub.RunAsync(request))!.Attempts.Should().Be(5, "three retries are for the whole call");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task A_replay_has_only_the_time_that_is_left(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, async (number, token) =>
        {
            if (number == 1)
            {
                return Stub.Answer(401);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        }, options => (options.TotalTimeout, options.AttemptTimeout) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)));
        using var request = stub.Request();
        (await stub.RunAsync(request, TimeSpan.Zero))!.Attempts.Should().Be(1);
        stub.Time.Advance(TimeSpan.FromSeconds(20));

        Expect(await stub.RunAsync(request), ActivityLogErrorKind.Unavailable, 2, 401);
        stub.Time.Elapsed.Should().BeCloseTo(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Waits_are_capped_and_never_reach_beyond_the_total_timeout(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(503), options =>
        {
            options.MaxRetries = 10;
            options.MaxRetryDelay = TimeSpan.FromSeconds(2);
            options.TotalTimeout = TimeSpan.FromSeconds(10);
        });
        var error = await stub.RunAsync(step: TimeSpan.FromMilliseconds(50));
        error!.Attempts.Should().BeInRange(5, 10, "waits are at most two seconds");
        stub.Time.Elapsed.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(12));
        error.Message.Should().Contain("(HTTP 503)", "the last answer says more than a time-out");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task The_total_timeout_does_not_start_anew_with_a_retry(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        }, options =>
        {
            options.TotalTimeout = TimeSpan.FromSeconds(20);
            options.AttemptTimeout = TimeSpan.FromSeconds(8);
        });
        var error = await stub.RunAsync();

        // The clock runs on while the call catches up, so there is some play; anew, it would be 32 s or more.
        (error!.Kind, error.StatusCode).Should().Be((ActivityLogErrorKind.Unavailable, null));
        error.Attempts.Should().BeInRange(2, 3);
        stub.Time.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20)).And.BeLessThan(TimeSpan.FromSeconds(26));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task No_retries_are_none(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(503), options => options.MaxRetries = 0);
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Unavailable, 1, 503);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task The_budget_ends_retries(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(503), options =>
        {
            options.RetryReserve = 2;
            options.RetryRatio = 0;
        });
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Unavailable, 3, 503);
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Unavailable, 1, 503);
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, "7", 4)]
    [InlineData(ActivityLogVendor.Meld, "7", 4)]
    [InlineData(ActivityLogVendor.Payrep, "61", 1)]
    [InlineData(ActivityLogVendor.Meld, "61", 1)]
    public async Task A_wait_named_with_503_is_honoured_or_not_waited_for(ActivityLogVendor vendor, string retryAfter, int attempts)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(503, "", retryAfter));
        var error = await stub.RunAsync(step: TimeSpan.FromSeconds(1));
        Expect(error, ActivityLogErrorKind.Unavailable, attempts, 503);
        stub.Time.Elapsed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7 * (attempts - 1)));
        error!.RetryAfter.Should().Be(TimeSpan.FromSeconds(int.Parse(retryAfter, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "47")]
    public async Task A_jump_of_the_wall_clock_changes_no_backoff(int days)
    {
        var time = new FakeTime();
        var repeated = TimeSpan.Zero;
        using var stub = new Stub(ActivityLogVendor.Meld, number =>
        {
            repeated = time.Elapsed;
            return number == 1 ? Stub.Answer(503, "", "10") : Stub.Answer(200, Stub.MeldOk);
        }, time: time);
        var call = stub.SendAsync();
        stub.Time.Advance(TimeSpan.FromSeconds(5));
        stub.Time.JumpWallClock(TimeSpan.FromDays(days));
        using var response = await stub.Time.DriveAsync(call);
        repeated.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10)).And.BeLessThan(TimeSpan.FromSeconds(15));
    }
}
