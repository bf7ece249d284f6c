using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>What the vendors' HTTP answers become.</summary>
public sealed class HttpFaultTests
{
    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task The_harness_reads_everything_when_nothing_is_wrong(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        var reading = await harness.ReadAsync(vendor, new() { PageSize = 2 });
        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
        reading.Took.Should().BeLessThan(TimeSpan.FromSeconds(5), "nothing waits");
        harness.Sent.Should().Be((int)harness.Journal(vendor).Count);
    }
}
