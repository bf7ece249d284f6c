using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>What becomes of connections that are not made, break, or go quiet.</summary>
public sealed class TransportFaultTests
{
    private static Action<FaultSetup> At(Uri address, TimeSpan? connectTimeout = null) => setup =>
    {
        setup.Options = options => options.Payrep!.BaseAddress = options.Meld!.BaseAddress = address;
        setup.Resilience = options => options.ConnectTimeout = connectTimeout ?? options.ConnectTimeout;
    };

    private static Uri Local(EndPoint? end, string scheme = "http") => new($"{scheme}://127.0.0.1:{((IPEndPoint)end!).Port}");

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "1")]
    public async Task A_name_that_does_not_resolve_is_retried(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(At(new Uri("https://name.invalid")));
        var reading = await harness.ReadAsync(vendor);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, attempts: 4).Message.Should().NotContain("name.invalid");
        harness.Sent.Should().Be(4);
        harness.Journal(vendor).Count.Should().Be(0);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "2")]
    public async Task A_refused_connection_is_retried(ActivityLogVendor vendor)
    {
        Uri closed;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            closed = Local(listener.LocalEndpoint);
        }

        await using var harness = await FaultHarness.StartAsync(At(closed));
        var reading = await harness.ReadAsync(vendor);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, attempts: 4);
        harness.Sent.Should().Be(4);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "2")]
    public async Task A_connection_not_made_in_time_is_retried(ActivityLogVendor vendor)
    {
        using var full = new FullListener();
        await using var harness = await FaultHarness.StartAsync(At(full.Address, TimeSpan.FromMilliseconds(150)));
        var reading = await harness.ReadAsync(vendor);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, attempts: 4);
        harness.Sent.Should().Be(4);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "2")]
    public async Task A_connection_may_take_five_seconds(ActivityLogVendor vendor)
    {
        // The socket's own clock is real, so its default is looked up rather than waited for.
        SocketsHttpHandler? primary = null;
        await using var harness = await FaultHarness.StartAsync(setup => setup.Builder = builder =>
            builder.HttpClient(vendor).ConfigurePrimaryHttpMessageHandler((handler, _) => primary = (SocketsHttpHandler)handler));
        (await harness.ReadAsync(vendor)).Error.Should().BeNull();
        primary!.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "4")]
    public async Task A_reset_before_the_headers_is_retried(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.Reset());
        var reading = await harness.ReadAsync(vendor);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, attempts: 4);
        harness.Journal(vendor).Count.Should().Be(4);
        harness.Journal(vendor).Requests.Should().OnlyContain(request => request.Aborted);
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, true)]
    [InlineData(ActivityLogVendor.Payrep, false)]
    [InlineData(ActivityLogVendor.Meld, true)]
    [InlineData(ActivityLogVendor.Meld, false)]
    [Trait("Fault", "5")]
    public async Task A_cut_body_is_retried_and_then_a_protocol_error(ActivityLogVendor vendor, bool httpIsWhole)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(httpIsWhole ? Fault.CutJson() : Fault.Truncate());
        var reading = await harness.ReadAsync(vendor);
        reading.ShouldFail(vendor, ActivityLogErrorKind.Protocol, 4, 200);
        harness.Journal(vendor).Count.Should().Be(4);
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, "headers", null)]
    [InlineData(ActivityLogVendor.Meld, "headers", null)]
    [InlineData(ActivityLogVendor.Payrep, "body", 200)]
    [InlineData(ActivityLogVendor.Meld, "body", 200)]
    [InlineData(ActivityLogVendor.Payrep, "drip", 200)]
    [InlineData(ActivityLogVendor.Meld, "drip", 200)]
    [Trait("Fault", "6")]
    public async Task An_answer_that_stalls_is_cut_at_the_attempts_timeout(ActivityLogVendor vendor, string what, int? status)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(what switch
        {
            "headers" => Fault.StallHeaders(),
            "body" => Fault.StallBody(),
            _ => Fault.Drip(1, TimeSpan.FromSeconds(1)),
        });
        var reading = await harness.ReadAsync(vendor, stalls: true);

        reading.ShouldFail(vendor, ActivityLogErrorKind.Unavailable, 4, status);
        var requests = harness.Journal(vendor).Requests;
        requests.Should().HaveCount(4);
        foreach (var (request, next) in requests.Zip(requests.Skip(1)))
        {
            (next.At - request.At).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15)).And.BeLessThan(TimeSpan.FromSeconds(30));
        }

        await harness.ExpectInFlightAsync(others: 0);
        requests.Should().OnlyContain(request => request.Aborted);
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep, "reset")]
    [InlineData(ActivityLogVendor.Meld, "reset")]
    [InlineData(ActivityLogVendor.Payrep, "reset in body")]
    [InlineData(ActivityLogVendor.Meld, "reset in body")]
    [InlineData(ActivityLogVendor.Payrep, "truncate")]
    [InlineData(ActivityLogVendor.Meld, "truncate")]
    [InlineData(ActivityLogVendor.Payrep, "stall")]
    [InlineData(ActivityLogVendor.Meld, "stall")]
    [Trait("Fault", "4")]
    [Trait("Fault", "5")]
    [Trait("Fault", "6")]
    public async Task A_break_between_pages_leaves_whole_pages_and_a_cursor_for_the_rest(ActivityLogVendor vendor, string what)
    {
        var fault = what switch
        {
            "reset" => Fault.Reset(),
            "reset in body" => Fault.ResetInBody(),
            "truncate" => Fault.Truncate(),
            _ => Fault.StallBody(),
        };
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).When(request => request.Number > 1, fault);
        var query = new ActivityLogQuery { PageSize = 2 };

        var broken = await harness.ReadAsync(vendor, query, stalls: true);
        broken.Error!.Attempts.Should().Be(4);
        broken.Pages.Should().ContainSingle().Which.Entries.Should().HaveCount(2);

        harness.Faults(vendor).Clear();
        harness.Faults(vendor).Enqueue(fault);
        var rest = await harness.ReadAsync(vendor, query, stalls: true, broken.Pages[0].Next);
        rest.Error.Should().BeNull("one break is mended by a retry");
        broken.Ids.Concat(rest.Ids).Should().Equal(FaultHarness.Ids(vendor));
    }
}
