using System.Globalization;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Bodies larger than <c>MaxResponseBytes</c>, as they are sent and as they unfold.</summary>
public sealed class OversizeTests
{
    private const int Cap = 64 * 1024;

    private static Task<FaultHarness> StartAsync(int rows = 5) => FaultHarness.StartAsync(setup =>
    {
        setup.Rows = rows;
        setup.Resilience = options => options.MaxResponseBytes = Cap;
    });

    private static int LimitOf(FakeRequest request)
    {
        if (request.Method == "GET")
        {
            return int.Parse(request.QueryParameters().Single(parameter => parameter.Key == "limit").Value, CultureInfo.InvariantCulture);
        }

        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("limit").GetInt32();
    }

    public static TheoryData<ActivityLogVendor, bool> EachWay() => new()
    {
        { ActivityLogVendor.Payrep, false },
        { ActivityLogVendor.Payrep, true },
        { ActivityLogVendor.Meld, false },
        { ActivityLogVendor.Meld, true },
    };

    private static Fault TooLarge(bool compressed) => compressed ? Fault.CompressedBomb(Cap + 1) : Fault.Oversize(Cap + 1);

    [Theory]
    [MemberData(nameof(EachWay))]
    [Trait("Fault", "16")]
    public async Task A_page_too_large_is_asked_for_at_half_the_size_down_to_two_rows(ActivityLogVendor vendor, bool compressed)
    {
        await using var harness = await StartAsync();
        harness.Faults(vendor).Always(TooLarge(compressed));
        var reading = await harness.ReadAsync(vendor, new() { PageSize = 100 });

        reading.ShouldFail(vendor, ActivityLogErrorKind.Protocol, 1, 200).Message.Should().Contain("MaxResponseBytes");
        harness.Journal(vendor).Requests.Select(LimitOf).Should().Equal(100, 50, 25, 12, 6, 3, 2);
        reading.Took.Should().BeLessThan(TimeSpan.FromSeconds(5), "a smaller page needs no backoff");
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    [Trait("Fault", "16")]
    public async Task Pages_small_enough_bring_everything(ActivityLogVendor vendor, bool compressed)
    {
        await using var harness = await StartAsync(rows: 30);
        harness.Faults(vendor).When(request => LimitOf(request) > 10, TooLarge(compressed));
        var reading = await harness.ReadAsync(vendor, new() { PageSize = 100 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor, 30));
        harness.Journal(vendor).Requests.Select(LimitOf).Take(5).Should().Equal(100, 50, 25, 12, 6);
    }

    [Theory]
    [MemberData(nameof(EachWay))]
    [Trait("Fault", "16")]
    public async Task A_page_of_exactly_the_cap_is_read(ActivityLogVendor vendor, bool compressed)
    {
        await using var harness = await StartAsync();
        harness.Faults(vendor).Always(compressed ? Fault.CompressedBomb(Cap) : Fault.Oversize(Cap));
        var reading = await harness.ReadAsync(vendor);
        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(vendor));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "16")]
    public async Task A_page_that_does_not_tell_its_length_is_cut_off_while_it_is_read(ActivityLogVendor vendor)
    {
        // Without end: only whoever stops reading gets out of it.
        await using var endless = new EndlessServer();
        await using var harness = await FaultHarness.StartAsync(setup =>
        {
            setup.Resilience = options => options.MaxResponseBytes = Cap;
            setup.Options = options => options.Payrep!.BaseAddress = options.Meld!.BaseAddress = endless.Address;
        });
        var reading = await harness.ReadAsync(vendor, new() { PageSize = 8 });

        reading.ShouldFail(vendor, ActivityLogErrorKind.Protocol, 1, 200).Message.Should().Contain("MaxResponseBytes");
        harness.Sent.Should().Be(3, "8, 4 and 2 rows were asked for");
    }
}
