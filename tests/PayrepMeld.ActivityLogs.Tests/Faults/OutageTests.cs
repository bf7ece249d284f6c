using System.Collections.Concurrent;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>A minute of fake time in which every request fails, with a thousand callers; in memory, for the sheer number of requests.</summary>
[Collection(nameof(Alone))]
public sealed class OutageTests
{
    private const int Callers = 1000;
    private static readonly TimeSpan OutageTime = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, true)]
    [InlineData(ActivityLogVendor.Meld, false)]
    [Trait("Fault", "18")]
    public async Task An_outage_is_not_amplified_and_heals_by_itself(ActivityLogVendor vendor, bool allAtOnce)
    {
        await using var harness = await StartAsync();
        var (calls, errors) = await Outage(harness, vendor, allAtOnce);

        calls.Should().BeGreaterThanOrEqualTo(2 * Callers);
        ((double)harness.Journal(vendor).Count / calls).Should().BeLessThanOrEqualTo(1.1);
        errors.Should().OnlyContain(error => error.Kind == ActivityLogErrorKind.Unavailable && error.Vendor == vendor);
        errors.Should().HaveCount(calls, "every call ended in an error it could act on");

        // Nothing is done but to wait, for less than the breaker's 15 seconds.
        harness.Time.Advance(TimeSpan.FromSeconds(15));
        (await harness.ReadAsync(vendor)).Ids.Should().Equal(FaultHarness.Ids(vendor));
        var after = Enumerable.Range(0, Callers).Select(_ => harness.Client(vendor).ReadAllAsync()).ToArray();
        await harness.Time.DriveAsync(Task.WhenAll(after), TimeSpan.FromMilliseconds(10));
        after.Should().OnlyContain(read => read.Result.Count == 5);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "18")]
    public async Task Without_budget_and_breaker_an_outage_is_amplified(ActivityLogVendor vendor)
    {
        await using var harness = await StartAsync(options =>
        {
            options.RetryReserve = 1000;
            options.RetryRatio = 10;
            options.BreakerMinimumAttempts = 10_000;
            options.BreakerSampling = TimeSpan.FromSeconds(1);
        });
        var (calls, _) = await Outage(harness, vendor, allAtOnce: false);

        ((double)harness.Journal(vendor).Count / calls).Should().BeGreaterThan(2, "each call is sent up to four times");
    }

    private static Task<FaultHarness> StartAsync(Action<ActivityLogResilienceOptions>? configure = null) => FaultHarness.StartAsync(setup =>
    {
        setup.InMemory = true;
        setup.Resilience = configure;
    });

    /// <summary>Each caller asks again 30 seconds after its last call failed, and stops when the outage does.</summary>
    private static async Task<(int Calls, IReadOnlyCollection<ActivityLogException> Errors)> Outage(FaultHarness harness, ActivityLogVendor vendor, bool allAtOnce)
    {
        var time = harness.Time;
        harness.Faults(vendor).Always(Fault.Status(503));
        var client = harness.Client(vendor);
        var calls = 0;
        var errors = new ConcurrentQueue<ActivityLogException>();

        async Task Caller(int number)
        {
            await Task.Delay(allAtOnce ? TimeSpan.Zero : TimeSpan.FromMilliseconds(15 * number), time);
            while (time.Elapsed < OutageTime)
            {
                Interlocked.Increment(ref calls);
                try
                {
                    await client.ReadAllAsync();
                }
                catch (ActivityLogException error)
                {
                    errors.Enqueue(error);
                }

                await Task.Delay(TimeSpan.FromSeconds(30), time);
            }
        }

        await time.DriveAsync(Task.WhenAll(Enumerable.Range(0, Callers).Select(Caller)), TimeSpan.FromMilliseconds(500));
        harness.Faults(vendor).Clear();
        return (calls, errors);
    }
}
