using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class BreakerTests
{
    private static void Sensitive(ActivityLogResilienceOptions options)
    {
        options.MaxRetries = 0;
        options.BreakerMinimumAttempts = 5;
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "18")]
    public async Task An_open_breaker_refuses_at_once_and_says_for_how_long(ActivityLogVendor vendor)
    {
        var failing = true;
        using var stub = new Stub(vendor, _ => failing ? Stub.Answer(503) : Stub.Answer(200, Stub.Ok(vendor)), Sensitive);
        for (var i = 0; i < 5; i++)
        {
            (await stub.RunAsync(step: TimeSpan.Zero))!.StatusCode.Should().Be(503);
        }

        var refused = await stub.RunAsync(step: TimeSpan.Zero);
        (refused!.Kind, refused.Attempts, refused.RetryAfter, refused.StatusCode).Should().Be((ActivityLogErrorKind.Unavailable, 0, TimeSpan.FromSeconds(15), null));
        stub.Sent.Should().Be(5);
        stub.Time.Elapsed.Should().Be(TimeSpan.Zero);

        failing = false;
        stub.Time.Advance(TimeSpan.FromSeconds(15));
        (await stub.RunAsync(step: TimeSpan.Zero)).Should().BeNull();
        (await stub.RunAsync(step: TimeSpan.Zero)).Should().BeNull();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task A_breaker_that_opens_under_a_call_ends_it(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(503), options => options.BreakerMinimumAttempts = 3);
        var error = await stub.RunAsync();
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((ActivityLogErrorKind.Unavailable, 3, 503));
        error.RetryAfter.Should().BePositive();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Transport_failures_and_attempt_timeouts_count(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, async (number, token) =>
        {
            if (number % 2 == 0)
            {
                throw new HttpRequestException("reset");
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        }, options =>
        {
            Sensitive(options);
            options.AttemptTimeout = TimeSpan.FromSeconds(2);
        });
        for (var i = 0; i < 6; i++)
        {
            await stub.RunAsync();
        }

        stub.Sent.Should().Be(5);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task Refusals_and_throttling_do_not_count(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, number => number % 2 == 0 ? Stub.Answer(400) : Stub.Answer(429, "", "0"), Sensitive);
        for (var i = 0; i < 30; i++)
        {
            (await stub.RunAsync(step: TimeSpan.Zero))!.Attempts.Should().Be(1);
        }
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Cancellations_do_not_count(ActivityLogVendor vendor)
    {
        var cancel = new CancellationTokenSource();
        using var stub = new Stub(vendor, async (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        }, Sensitive);
        for (var i = 0; i < 30; i++)
        {
            cancel = new CancellationTokenSource();
            await stub.Invoking(s => s.SendAsync(cancellationToken: cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
            cancel.Dispose();
        }

        stub.Sent.Should().Be(30);
        stub.Channel.Gate.Running.Should().Be(0);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task A_probe_that_its_caller_gives_up_opens_the_breaker_again(ActivityLogVendor vendor)
    {
        using var cancel = new CancellationTokenSource();
        using var stub = new Stub(vendor, async (number, token) =>
        {
            if (number == 6)
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }

            return number < 6 ? Stub.Answer(503) : Stub.Answer(200, Stub.Ok(vendor));
        }, Sensitive);
        for (var i = 0; i < 5; i++)
        {
            await stub.RunAsync(step: TimeSpan.Zero);
        }

        stub.Time.Advance(TimeSpan.FromSeconds(15));
        await stub.Invoking(s => s.SendAsync(cancellationToken: cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
        var refused = await stub.RunAsync(step: TimeSpan.Zero);
        (refused!.Attempts, refused.RetryAfter).Should().Be((0, TimeSpan.FromSeconds(15)));

        stub.Time.Advance(TimeSpan.FromSeconds(15));
        (await stub.RunAsync(step: TimeSpan.Zero)).Should().BeNull();
    }

    [Theory]
    [CombinedData(401, 429)]
    public async Task A_probe_that_is_answered_closes_the_breaker(ActivityLogVendor vendor, int status)
    {
        using var stub = new Stub(vendor, number => number < 6 ? Stub.Answer(503) : Stub.Answer(status, "", "0"), Sensitive);
        for (var i = 0; i < 5; i++)
        {
            await stub.RunAsync(step: TimeSpan.Zero);
        }

        stub.Time.Advance(TimeSpan.FromSeconds(15));
        (await stub.RunAsync(step: TimeSpan.Zero))!.StatusCode.Should().Be(status);
        (await stub.RunAsync(step: TimeSpan.Zero))!.StatusCode.Should().Be(status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "47")]
    public async Task A_jump_of_the_wall_clock_neither_closes_nor_prolongs_a_break(int days)
    {
        var failing = true;
        using var stub = new Stub(ActivityLogVendor.Payrep, _ => failing ? Stub.Answer(503) : Stub.Answer(200, Stub.PayrepOk), Sensitive);
        for (var i = 0; i < 5; i++)
        {
            await stub.RunAsync(step: TimeSpan.Zero);
        }

        failing = false;
        stub.Time.JumpWallClock(TimeSpan.FromDays(days));
        (await stub.RunAsync(step: TimeSpan.Zero))!.RetryAfter.Should().Be(TimeSpan.FromSeconds(15));
        stub.Time.Advance(TimeSpan.FromSeconds(15));
        (await stub.RunAsync(step: TimeSpan.Zero)).Should().BeNull();
    }
}

[Collection(nameof(Alone))]
public sealed class OutageTests
{
    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "18")]
    public async Task An_outage_is_not_amplified_and_heals_by_itself(ActivityLogVendor vendor)
    {
        var (calls, sent, healed) = await Outage(vendor, _ => { });

        ((double)sent / calls).Should().BeLessThanOrEqualTo(1.1);
        healed.Should().BeTrue();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "18")]
    public async Task Without_budget_and_breaker_an_outage_is_amplified(ActivityLogVendor vendor)
    {
        var (calls, sent, _) = await Outage(vendor, options =>
        {
            options.RetryReserve = 1000;
            options.RetryRatio = 10;
            options.BreakerMinimumAttempts = 10_000;
            options.BreakerSampling = TimeSpan.FromSeconds(1);
        });

        ((double)sent / calls).Should().BeGreaterThan(1.1);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "18")]
    public async Task The_budget_alone_keeps_the_share(ActivityLogVendor vendor)
    {
        var (calls, sent, _) = await Outage(vendor, options =>
        {
            options.BreakerMinimumAttempts = 10_000;
            options.BreakerSampling = TimeSpan.FromSeconds(1);
        });

        // The reserve of each of the three 30-second windows the minute touches comes on top.
        sent.Should().BeGreaterThan(calls).And.BeLessThanOrEqualTo((int)(calls * 1.1) + 30);
    }

    /// <summary>A thousand callers ask every 20 seconds, for a minute in which everything fails.</summary>
    private static async Task<(int Calls, int Sent, bool Healed)> Outage(ActivityLogVendor vendor, Action<ActivityLogResilienceOptions> configure)
    {
        var time = new FakeTime();
        var outage = TimeSpan.FromMinutes(1);
        var calls = 0;
        using var stub = new Stub(vendor, _ => time.Elapsed < outage ? Stub.Answer(503) : Stub.Answer(200, Stub.Ok(vendor)), configure, time);

        async Task Caller(int number)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20 * number), time);
            while (time.Elapsed < outage)
            {
                Interlocked.Increment(ref calls);
                try
                {
                    using var response = await stub.SendAsync();
                }
                catch (ActivityLogException)
                {
                    // An open breaker: that is what the outage is met with.
                }

                await Task.Delay(TimeSpan.FromSeconds(20), time);
            }
        }

        await time.DriveAsync(Task.WhenAll(Enumerable.Range(0, 1000).Select(Caller)), TimeSpan.FromMilliseconds(250));
        var (made, sent) = (calls, stub.Sent);
        time.Advance(stub.Options.BreakerDuration);
        return (made, sent, await stub.RunAsync(step: TimeSpan.Zero) is null);
    }
}
