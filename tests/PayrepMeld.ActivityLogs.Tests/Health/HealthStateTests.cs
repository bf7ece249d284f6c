using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PayrepMeld.ActivityLogs.Testing;
using static PayrepMeld.ActivityLogs.Tests.Health.HealthSetup;

namespace PayrepMeld.ActivityLogs.Tests.Health;

/// <summary>What the account's own requests make of a check that sends none.</summary>
public sealed class HealthStateTests
{
    [Fact]
    public async Task Nothing_known_is_degraded_and_a_read_makes_it_healthy()
    {
        await using var setup = OfMeld(NoProbe);
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Degraded);
        setup.Meld.Journal.Count.Should().Be(0);

        await setup.ReadAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(7));

        var entry = await setup.CheckAsync();
        entry.Status.Should().Be(HealthStatus.Healthy);
        entry.Data["lastSuccessAgeSeconds"].Should().Be(7d);
        entry.Data["lastSuccess"].Should().Be(setup.Time.GetUtcNow().AddSeconds(-7));
        entry.Data["credentials"].Should().Be("accepted");
    }

    [Fact]
    public async Task The_breaker_is_told_open_then_half_open_then_closed()
    {
        await using var setup = OfMeld(NoProbe, o => o.BreakerMinimumAttempts = 2);
        await setup.ReadAsync();
        setup.Meld.Faults.Enqueue(Fault.Status(503));
        await setup.ReadAsync();
        var open = await setup.CheckAsync();
        (open.Status, open.Data["breaker"]).Should().Be((HealthStatus.Unhealthy, "open"));

        setup.Time.Advance(TimeSpan.FromSeconds(15));
        var halfOpen = await setup.CheckAsync();
        (halfOpen.Status, halfOpen.Data["breaker"]).Should().Be((HealthStatus.Degraded, "halfOpen"));

        await setup.ReadAsync();
        var closed = await setup.CheckAsync();
        (closed.Status, closed.Data["breaker"]).Should().Be((HealthStatus.Healthy, "closed"));
    }

    [Fact]
    public async Task An_outage_is_unhealthy_once_it_lasts()
    {
        await using var setup = OfMeld(NoProbe);
        await setup.ReadAsync();
        setup.Meld.Faults.Always(Fault.Status(500));
        setup.Time.Advance(TimeSpan.FromMinutes(10));
        await setup.ReadAsync();
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Degraded);
        setup.Time.Advance(TimeSpan.FromMinutes(5.1));
        await setup.ReadAsync();

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Unhealthy);
        setup.Meld.Faults.Clear();
        await setup.ReadAsync();
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_call_given_up_by_its_caller_shows_nothing()
    {
        await using var setup = OfMeld(NoProbe);
        await setup.ReadAsync();
        setup.Meld.Faults.Enqueue(Fault.StallHeaders());
        using var stop = new CancellationTokenSource();
        var search = setup.Provider.GetRequiredService<IMeldApi>().SearchActivityLogAsync("2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", cancellationToken: stop.Token);
        await setup.Meld.Journal.WaitForAsync(2);
        await stop.CancelAsync();
        await search.Awaiting(s => s).Should().ThrowAsync<OperationCanceledException>();
        setup.Time.Advance(TimeSpan.FromMinutes(30));

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Throttling_is_degraded_while_the_gate_is_closed_and_until_all_may_run_again()
    {
        await using var setup = OfMeld(NoProbe, o => o.MaxConcurrentRequests = 2);
        await setup.ReadAsync();
        setup.Meld.Faults.Enqueue(Fault.Status(429, retryAfter: "600"));
        await setup.ReadAsync();

        var closed = await setup.CheckAsync();
        closed.Status.Should().Be(HealthStatus.Degraded);
        closed.Data["throttledForSeconds"].Should().Be(60d, "the gate closes no longer than MaxRetryAfter");
        closed.Data["requestsAtOnce"].Should().Be(1);

        setup.Time.Advance(TimeSpan.FromMinutes(1));
        var lowered = await setup.CheckAsync();
        (lowered.Status, lowered.Data["throttledForSeconds"]).Should().Be((HealthStatus.Degraded, 0d));

        for (var i = 0; i < 10; i++)
        {
            await setup.ReadAsync();
        }

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact, Trait("Fault", "47")]
    public async Task A_wall_clock_that_jumps_ages_nothing()
    {
        await using var setup = OfMeld();
        await setup.ReadAsync();
        var before = setup.Meld.Journal.Count;

        setup.Time.JumpWallClock(TimeSpan.FromDays(1));

        var entry = await setup.CheckAsync();
        entry.Status.Should().Be(HealthStatus.Healthy);
        entry.Data["lastSuccessAgeSeconds"].Should().Be(0d);
        setup.Meld.Journal.Count.Should().Be(before);
    }
}
