using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>The fake clock stands still in all of these: only the cancellation can end the read, and it must within a second of real time.</summary>
[Collection(nameof(Alone))]
public sealed class CancellationTests
{
    private const int RetryingEvent = 1;
    private const int ThrottledEvent = 2;
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(1);

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task While_connecting(ActivityLogVendor vendor)
    {
        using var full = new FullListener();
        await using var harness = await FaultHarness.StartAsync(At(full.Address));
        await ExpectPrompt(harness, harness.Client(vendor), () => harness.WireBusy == 1);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task While_agreeing_on_TLS(ActivityLogVendor vendor)
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        await using var harness = await FaultHarness.StartAsync(At(new Uri($"https://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}")));
        await ExpectPrompt(harness, harness.Client(vendor), () => mute.Pending());
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Before_the_headers(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.StallHeaders());
        await ExpectPrompt(harness, harness.Client(vendor), () => harness.Journal(vendor).InFlight == 1);
        harness.Journal(vendor).Requests.Should().ContainSingle().Which.Aborted.Should().BeTrue();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Inside_the_body(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.StallBody());
        await ExpectPrompt(harness, harness.Client(vendor), () => harness is { Sent: 1, WireBusy: 0 });
        harness.Journal(vendor).Requests.Should().ContainSingle().Which.Aborted.Should().BeTrue();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task In_the_backoff(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.Status(503));
        await ExpectPrompt(harness, harness.Client(vendor), () => harness.HasLogged(RetryingEvent) && harness.Time.WaitingTimers == 2);
        harness.Time.WaitingTimers.Should().Be(0);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task At_the_closed_gate(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Always(Fault.Status(429, "30"));
        await ExpectPrompt(harness, harness.Client(vendor), () => harness.HasLogged(ThrottledEvent) && harness.Time.WaitingTimers == 2);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task At_the_full_gate(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync(setup => setup.Resilience = options => options.MaxConcurrentRequests = 1);
        harness.Faults(vendor).Enqueue(Fault.StallBody());
        using var stopFirst = new CancellationTokenSource();
        var first = harness.Client(vendor).ReadAllAsync(cancellationToken: stopFirst.Token);
        SpinWait.SpinUntil(() => harness is { Sent: 1, WireBusy: 0 }, TimeSpan.FromSeconds(10)).Should().BeTrue();
        var timers = harness.Time.WaitingTimers;

        await ExpectPrompt(harness, harness.Client(vendor), () => harness.Time.WaitingTimers == timers + 1, othersInFlight: 1);

        // Its place was given back: the next one has it as soon as the first leaves.
        await stopFirst.CancelAsync();
        await first.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        (await harness.Client(vendor).ReadAllAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).Should().Equal(FaultHarness.Ids(vendor));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "7")]
    public async Task While_the_login_is_waited_for(bool merged)
    {
        await using var harness = await FaultHarness.StartAsync(setup => setup.PayrepLogsIn = true);
        harness.Payrep.Faults.EnqueueFor("/auth/web/login", Fault.StallHeaders());
        var client = merged ? harness.Merged : harness.Client(ActivityLogVendor.Payrep);

        // Meld, where it is asked, has answered; only the login is still on its way.
        await ExpectPrompt(harness, client, () => harness.Sent == (merged ? 2 : 1) && harness is { WireBusy: 1, Payrep.Journal.InFlight: 1 });
        harness.Payrep.Journal.Requests.Should().ContainSingle().Which.Aborted.Should().BeTrue("nobody waits for that login any more");

        // Whoever comes next begins a login of its own.
        (await harness.Client(ActivityLogVendor.Payrep).ReadAllAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System))
            .Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));
        harness.Payrep.Vendor.LoginCount.Should().Be(2, "the one given up and the new one");
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task While_both_vendors_are_waited_for()
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Always(Fault.StallBody());
        harness.Meld.Faults.Always(Fault.StallHeaders());
        await ExpectPrompt(harness, harness.Merged, () => harness.Payrep.Journal.InFlight + harness.Meld.Journal.InFlight == 2);
        harness.Payrep.Journal.Requests.Concat(harness.Meld.Journal.Requests).Should().OnlyContain(request => request.Aborted).And.HaveCount(2);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task While_the_consumer_holds_an_entry(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        using var cancel = new CancellationTokenSource();
        await using var entries = harness.Client(vendor).ReadEntriesAsync(new() { PageSize = 2, PrefetchPages = 0 }, cancel.Token).GetAsyncEnumerator();
        (await entries.MoveNextAsync()).Should().BeTrue();
        var asked = harness.Journal(vendor).Count;

        await cancel.CancelAsync();
        var thrown = await entries.Invoking(e => e.MoveNextAsync().AsTask().WaitAsync(Ceiling, TimeProvider.System)).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancel.Token);
        harness.Journal(vendor).Count.Should().Be(asked, "the rest of the page is not delivered and the next one not asked for");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task While_the_consumer_holds_a_page(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        using var cancel = new CancellationTokenSource();
        await using var pages = harness.Client(vendor).ReadPagesAsync(new() { PageSize = 2, PrefetchPages = 0 }).WithCancellation(cancel.Token).GetAsyncEnumerator();
        (await pages.MoveNextAsync()).Should().BeTrue();
        var asked = harness.Journal(vendor).Count;

        await cancel.CancelAsync();
        var next = async () => await pages.MoveNextAsync();
        (await next.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
        harness.Journal(vendor).Count.Should().Be(asked);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Before_the_start(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var thrown = await harness.Client(vendor).Invoking(client => client.ReadAllAsync(cancellationToken: cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancel.Token);
        harness.Sent.Should().Be(0);
    }

    private static async Task ExpectPrompt(FaultHarness harness, IActivityLogClient client, Func<bool> isWaiting, int othersInFlight = 0)
    {
        using var cancel = new CancellationTokenSource();
        var read = Task.Run(() => client.ReadAllAsync(cancellationToken: cancel.Token));
        SpinWait.SpinUntil(isWaiting, TimeSpan.FromSeconds(10)).Should().BeTrue("the read has to be where it is cancelled");
        read.IsCompleted.Should().BeFalse();
        var sent = harness.Sent;

        var real = Stopwatch.StartNew();
        await cancel.CancelAsync();
        var thrown = await read.Invoking(task => task.WaitAsync(Ceiling, TimeProvider.System)).Should().ThrowAsync<OperationCanceledException>();

        real.Elapsed.Should().BeLessThan(Ceiling);
        thrown.Which.CancellationToken.Should().Be(cancel.Token);
        harness.Time.Elapsed.Should().Be(TimeSpan.Zero);
        await harness.ExpectInFlightAsync(othersInFlight);
        harness.Sent.Should().Be(sent, "nothing is sent after a cancellation");
    }

    private static Action<FaultSetup> At(Uri address) => setup =>
    {
        setup.Options = options => options.Payrep!.BaseAddress = options.Meld!.BaseAddress = address;
        setup.Resilience = options => options.ConnectTimeout = TimeSpan.FromMinutes(1);
    };
}
