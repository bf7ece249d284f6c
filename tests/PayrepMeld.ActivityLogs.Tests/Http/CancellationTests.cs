using System.Diagnostics;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Tests.Http;

/// <summary>The fake clock stands still in all of these: only the cancellation can end the call.</summary>
[Collection(nameof(Alone))]
public sealed class CancellationTests
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(1);

    private static async Task ExpectPrompt(Stub stub, Func<bool> isWaiting, int runningBefore = 0)
    {
        using var cancel = new CancellationTokenSource();
        var call = Task.Run(() => stub.SendAsync(cancellationToken: cancel.Token));
        SpinWait.SpinUntil(isWaiting, TimeSpan.FromSeconds(10)).Should().BeTrue("the call has to be where it is cancelled");
        call.IsCompleted.Should().BeFalse();

        var real = Stopwatch.StartNew();
        await cancel.CancelAsync();
        var thrown = await call.Invoking(async task => await task.WaitAsync(Ceiling, TimeProvider.System)).Should().ThrowAsync<OperationCanceledException>();
        real.Elapsed.Should().BeLessThan(Ceiling);
        thrown.Which.CancellationToken.Should().Be(cancel.Token);
        stub.Channel.Gate.Running.Should().Be(runningBefore);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Cancelled_while_connecting(ActivityLogVendor vendor)
    {
        var sending = false;
        using var stub = new Stub(vendor, async (_, token) =>
        {
            Volatile.Write(ref sending, true);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        });
        await ExpectPrompt(stub, () => Volatile.Read(ref sending));
        stub.Sent.Should().Be(1);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Cancelled_inside_the_body(ActivityLogVendor vendor)
    {
        var reading = false;
        using var stub = new Stub(vendor, _ => Stub.Answer(new StreamContent(new ScriptedStream(async (_, token) =>
        {
            Volatile.Write(ref reading, true);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return 0;
        }))));
        await ExpectPrompt(stub, () => Volatile.Read(ref reading));
        stub.Sent.Should().Be(1);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Cancelled_in_the_backoff(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(503));
        await ExpectPrompt(stub, () => stub.Sent == 1 && stub.Channel.Gate.Running == 0 && stub.Time.WaitingTimers == 2);
        stub.Sent.Should().Be(1);
        stub.Time.WaitingTimers.Should().Be(0, "nothing is left running");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Cancelled_at_a_closed_gate(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(200, Stub.Ok(vendor)));
        stub.Channel.Gate.Close(TimeSpan.FromSeconds(30));
        await ExpectPrompt(stub, () => stub.Time.WaitingTimers == 2);
        stub.Sent.Should().Be(0);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "7")]
    public async Task Cancelled_at_a_full_gate(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(200, Stub.Ok(vendor)), options => options.MaxConcurrentRequests = 1);
        await stub.Channel.Gate.EnterAsync(TimeSpan.Zero, CancellationToken.None);
        await ExpectPrompt(stub, () => stub.Time.WaitingTimers == 1, runningBefore: 1);
        stub.Sent.Should().Be(0);
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task Cancelled_before_the_start_nothing_is_sent()
    {
        using var stub = new Stub(ActivityLogVendor.Payrep, _ => Stub.Answer(200, Stub.PayrepOk));
        await stub.Invoking(s => s.SendAsync(cancellationToken: new CancellationToken(true))).Should().ThrowAsync<OperationCanceledException>();
        stub.Sent.Should().Be(0);
    }
}
