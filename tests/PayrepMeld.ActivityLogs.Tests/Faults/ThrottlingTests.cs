using System.Globalization;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Status 429, on the fake clock.</summary>
public sealed class ThrottlingTests
{
    private const int ThrottledEvent = 2;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, false)]
    [InlineData(ActivityLogVendor.Payrep, true)]
    [InlineData(ActivityLogVendor.Meld, false)]
    [InlineData(ActivityLogVendor.Meld, true)]
    [Trait("Fault", "10")]
    public async Task A_short_wait_holds_every_caller_of_this_vendor_and_no_other(ActivityLogVendor vendor, bool asDate)
    {
        await using var harness = await FaultHarness.StartAsync();
        var start = harness.Time.GetUtcNow();
        harness.Faults(vendor).Enqueue(Throttled(start, asDate));

        var first = harness.Client(vendor).ReadAllAsync();
        SpinWait.SpinUntil(() => harness.HasLogged(ThrottledEvent), TimeSpan.FromSeconds(10)).Should().BeTrue();
        var others = Enumerable.Range(0, 3).Select(_ => harness.Client(vendor).ReadAllAsync()).ToArray();
        var otherVendor = vendor == ActivityLogVendor.Payrep ? ActivityLogVendor.Meld : ActivityLogVendor.Payrep;
        var unconcerned = await harness.Client(otherVendor).ReadAllAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        unconcerned.Should().Equal(FaultHarness.Ids(otherVendor));
        harness.Time.Elapsed.Should().Be(TimeSpan.Zero, "the other vendor was not waited for");
        harness.Journal(vendor).Count.Should().Be(1, "the gate is closed");
        first.IsCompleted.Should().BeFalse();

        await harness.DriveAsync(Task.WhenAll([first, .. others]));
        foreach (var reading in (Task<List<string>>[])[first, .. others])
        {
            (await reading).Should().Equal(FaultHarness.Ids(vendor));
        }

        harness.Journal(vendor).Requests.Skip(1).Should().OnlyContain(request => request.At >= start + Wait);
        harness.Journal(vendor).MaxInFlight.Should().Be(1, "the gate opens for one at a time");
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, 101, 3600)]
    [InlineData(ActivityLogVendor.Meld, 101, 3600)]
    [InlineData(ActivityLogVendor.Payrep, 61, 60)]
    [InlineData(ActivityLogVendor.Meld, 61, 60)]
    [Trait("Fault", "11")]
    public async Task A_wait_beyond_the_deadline_is_an_error_at_once(ActivityLogVendor vendor, int seconds, int maxRetryAfter)
    {
        var asked = TimeSpan.FromSeconds(seconds);
        await using var harness = await FaultHarness.StartAsync(setup => setup.Resilience = options => options.MaxRetryAfter = TimeSpan.FromSeconds(maxRetryAfter));
        harness.Faults(vendor).Enqueue(Fault.Status(429, seconds.ToString(CultureInfo.InvariantCulture)));

        // The clock stands still: at once means without waiting.
        var thrown = (await harness.Client(vendor).Invoking(client => client.ReadAllAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System))
            .Should().ThrowAsync<ActivityLogException>()).Which;
        (thrown.Vendor, thrown.Kind, thrown.Attempts, thrown.StatusCode, thrown.RetryAfter).Should().Be((vendor, ActivityLogErrorKind.Throttled, 1, 429, asked));

        // The vendor's wish holds for whoever comes next, who is not even sent.
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        var next = await harness.ReadAsync(vendor);
        next.ShouldFail(vendor, ActivityLogErrorKind.Throttled, attempts: 0).RetryAfter.Should().Be(asked - TimeSpan.FromMilliseconds(500));
        harness.Journal(vendor).Count.Should().Be(1);

        harness.Time.Advance(asked);
        (await harness.ReadAsync(vendor)).Ids.Should().Equal(FaultHarness.Ids(vendor));
    }

    public static TheoryData<ActivityLogVendor, string> Unusable()
    {
        var data = new TheoryData<ActivityLogVendor, string>();
        foreach (var text in (string[])["soon", "-5", "1.5", "Wed, 01 Jan 2020 00:00:00 GMT", "86401", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
        {
            data.Add(ActivityLogVendor.Payrep, text);
            data.Add(ActivityLogVendor.Meld, text);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    [Trait("Fault", "12")]
    public async Task An_unusable_wait_is_replaced_by_our_own(ActivityLogVendor vendor, string retryAfter)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Enqueue(Fault.Status(429, retryAfter));
        var reading = await harness.ReadAsync(vendor);

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        var requests = harness.Journal(vendor).Requests;
        (requests[1].At - requests[0].At).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(250)).And.BeLessThan(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "12")]
    public async Task Our_own_wait_is_capped(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(setup => setup.Resilience = options =>
            options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromSeconds(8));
        harness.Faults(vendor).Always(Fault.Status(429, "soon"));
        var reading = await harness.ReadAsync(vendor);

        reading.ShouldFail(vendor, ActivityLogErrorKind.Throttled, 4, 429).RetryAfter.Should().BeNull("the vendor said nothing of use");
        harness.Journal(vendor).Count.Should().Be(4);
        reading.Took.Should().BeGreaterThan(TimeSpan.FromSeconds(4)).And.BeLessThan(TimeSpan.FromSeconds(27), "uncapped it would be 28 at the least");
    }

    private static Fault Throttled(DateTimeOffset now, bool asDate)
    {
        if (!asDate)
        {
            return Fault.Status(429, Wait.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }

        // The vendor's clock is an hour off: its date is measured by its own.
        var there = now.AddHours(1);
        return Fault.Status(429, Text(there + Wait), headers: new Dictionary<string, string>(StringComparer.Ordinal) { ["Date"] = Text(there) });
    }

    private static string Text(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);
}
