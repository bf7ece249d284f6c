using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>What the vendors' HTTP answers become.</summary>
public sealed class HttpFaultTests
{
    private static readonly Dictionary<string, string> RequestId = new(StringComparer.Ordinal) { ["X-Request-Id"] = "req-from-header" };

    /// <summary>Reads while every answer is wrong, and counts the requests.</summary>
    private static async Task<FaultReading> ReadAsync(ActivityLogVendor vendor, Fault fault, int requests)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(fault);
        var reading = await harness.ReadAsync(vendor);
        harness.Journal(vendor).Count.Should().Be(requests);
        harness.Sent.Should().Be(requests);
        return reading;
    }

    private static async Task ExpectRecovery(ActivityLogVendor vendor, Fault fault, int times)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Enqueue([.. Enumerable.Repeat(fault, times)]);
        var reading = await harness.ReadAsync(vendor);
        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        harness.Faults(vendor).Pending.Should().Be(0);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task The_harness_reads_everything_when_nothing_is_wrong(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        var reading = await harness.ReadAsync(vendor, new() { PageSize = 2 });
        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        harness.Sent.Should().Be((int)harness.Journal(vendor).Count);
    }

    public static TheoryData<ActivityLogVendor, int> Each(params int[] statuses)
    {
        var data = new TheoryData<ActivityLogVendor, int>();
        foreach (var status in statuses)
        {
            data.Add(ActivityLogVendor.Payrep, status);
            data.Add(ActivityLogVendor.Meld, status);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Each), new[] { 408, 500, 502, 503, 504 })]
    [Trait("Fault", "8")]
    public async Task A_passing_failure_is_retried_and_then_unavailable(ActivityLogVendor vendor, int status)
    {
        var reading = await ReadAsync(vendor, Fault.Status(status, headers: RequestId), requests: 4);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, 4, status, requestId: "req-from-header");
        reading.Took.Should().BeGreaterThan(TimeSpan.FromSeconds(1), "retries back off");
    }

    [Theory]
    [MemberData(nameof(Each), new[] { 408, 500, 502, 503, 504 })]
    [Trait("Fault", "8")]
    public Task A_passing_failure_that_passes_is_not_seen(ActivityLogVendor vendor, int status) =>
        ExpectRecovery(vendor, Fault.Status(status), times: 3);

    [Fact]
    [Trait("Fault", "8")]
    public async Task Melds_own_words_for_a_failure_are_kept()
    {
        var reading = await ReadAsync(ActivityLogVendor.Meld, Fault.MeldError(503, "UPSTREAM_DOWN", "Try later", "req-9"), requests: 4);
        reading.ShouldFail(ActivityLogVendor.Meld, ActivityLogErrorKind.Unavailable, 4, 503, "UPSTREAM_DOWN", "req-9")
            .Message.Should().Contain("Try later");
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task Payreps_own_words_for_a_failure_are_kept()
    {
        var reading = await ReadAsync(ActivityLogVendor.Payrep, Fault.PayrepCode("80", "Try later", 503), requests: 4);
        reading.ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Unavailable, 4, 503, "80").Message.Should().Contain("Try later");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "9")]
    public async Task A_merged_read_names_the_vendor_that_failed(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.Status(501));
        var reading = await harness.ReadAsync(harness.Merged);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, 1, 501);
        harness.Journal(vendor).Count.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Each), new[] { 501, 505, 507, 511, 599 })]
    [Trait("Fault", "9")]
    public async Task Another_server_error_is_not_retried(ActivityLogVendor vendor, int status)
    {
        var reading = await ReadAsync(vendor, Fault.Status(status, headers: RequestId), requests: 1);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, 1, status, requestId: "req-from-header");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    [Trait("Fault", "13")]
    public async Task Payreps_refusal_of_a_request_comes_in_its_own_words(int status)
    {
        var reading = await ReadAsync(ActivityLogVendor.Payrep, Fault.PayrepCode("01", "limit must be positive", status), requests: 1);
        reading.ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Invalid, 1, status, "01")
            .Message.Should().Contain("limit must be positive");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    [Trait("Fault", "13")]
    public async Task Melds_refusal_of_a_request_comes_in_its_own_words(int status)
    {
        var reading = await ReadAsync(ActivityLogVendor.Meld, Fault.MeldError(status, "BAD_REQUEST", "limit must be positive", "req-7"), requests: 1);
        reading.ShouldFail(ActivityLogVendor.Meld, ActivityLogErrorKind.Invalid, 1, status, "BAD_REQUEST", "req-7")
            .Message.Should().Contain("limit must be positive");
    }

    [Theory]
    [MemberData(nameof(Each), new[] { 400, 422 })]
    [Trait("Fault", "13")]
    public async Task A_refusal_without_words_is_one_all_the_same(ActivityLogVendor vendor, int status) =>
        (await ReadAsync(vendor, Fault.Status(status), requests: 1)).ShouldFail(vendor, ActivityLogErrorKind.Invalid, 1, status);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [Trait("Fault", "14")]
    public async Task Meld_refusing_the_key_is_final(int status)
    {
        var reading = await ReadAsync(ActivityLogVendor.Meld, Fault.MeldError(status, "INVALID_CREDENTIALS", "No such key", "req-8"), requests: 1);
        reading.ShouldFail(ActivityLogVendor.Meld, ActivityLogErrorKind.Unauthorized, 1, status, "INVALID_CREDENTIALS", "req-8");
    }

    [Fact]
    [Trait("Fault", "14")]
    public async Task A_key_that_Meld_does_not_know_is_refused_by_Meld()
    {
        await using var harness = await FaultHarness.StartAsync(setup => setup.Options = options => options.Meld!.ApiKey = "another-key");
        var reading = await harness.ReadAsync(ActivityLogVendor.Meld);
        reading.ShouldFail(ActivityLogVendor.Meld, ActivityLogErrorKind.Unauthorized, 1, 401, "INVALID_CREDENTIALS", "req-1")
            .Message.Should().NotContain("another-key");
        harness.Sent.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Each), new[] { 300, 301, 302, 303, 304, 307, 308 })]
    [Trait("Fault", "15")]
    public async Task A_redirect_is_never_followed(ActivityLogVendor vendor, int status)
    {
        await using var harness = await FaultHarness.StartAsync();
        await using var other = await FaultHarness.StartAsync();
        var target = vendor == ActivityLogVendor.Payrep ? other.Payrep.BaseAddress : other.Meld.BaseAddress;
        var path = vendor == ActivityLogVendor.Payrep ? "/api/v1/security/web/fetch_activity_logs" : "/activity-log";
        harness.Faults(vendor).Always(Fault.Redirect(new Uri(target, path), status));

        var reading = await harness.ReadAsync(vendor);

        reading.ShouldFail(vendor, ActivityLogErrorKind.Protocol, 1, status);
        harness.Journal(vendor).Count.Should().Be(1);
        other.Journal(vendor).Count.Should().Be(0, "credentials never go to where a redirect points");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "17")]
    public async Task A_web_page_with_status_200_is_retried_once(ActivityLogVendor vendor) =>
        (await ReadAsync(vendor, Fault.Html(), requests: 2)).ShouldFail(vendor, ActivityLogErrorKind.Protocol, 2, 200);

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "17")]
    public async Task Plain_text_with_status_200_is_retried_once(ActivityLogVendor vendor) =>
        (await ReadAsync(vendor, Fault.PlainText(), requests: 2)).ShouldFail(vendor, ActivityLogErrorKind.Protocol, 2, 200);

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "17")]
    public Task A_web_page_that_came_once_is_not_seen(ActivityLogVendor vendor) => ExpectRecovery(vendor, Fault.Html(), times: 1);
}
