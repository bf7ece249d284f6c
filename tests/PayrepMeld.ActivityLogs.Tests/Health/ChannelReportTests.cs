using Microsoft.Extensions.Diagnostics.HealthChecks;
using PayrepMeld.ActivityLogs.Health;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Health;

/// <summary>The table of docs/health.md, row by row.</summary>
public sealed class ChannelReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 0, 0, TimeSpan.FromHours(1));

    private static readonly ChannelState Well = new() { SinceSuccess = Minutes(1), IsAccepted = true, RequestsAtOnce = 8, RequestsAtOnceAllowed = 8 };

    [Fact]
    public void What_works_is_healthy() => Status(Well).Should().Be(HealthStatus.Healthy);

    [Fact]
    public void An_old_success_is_healthy_where_nothing_was_tried_since() => Status(Well with { SinceSuccess = TimeSpan.FromDays(3) }).Should().Be(HealthStatus.Healthy);

    [Fact]
    public void Refused_credentials_are_unhealthy() => Status(Well with { RefusedFor = TimeSpan.Zero }).Should().Be(HealthStatus.Unhealthy);

    [Fact]
    public void An_open_breaker_is_unhealthy() => Status(Well with { Breaker = BreakerStatus.Open }).Should().Be(HealthStatus.Unhealthy);

    [Fact]
    public void A_half_open_breaker_is_degraded() => Status(Well with { Breaker = BreakerStatus.HalfOpen }).Should().Be(HealthStatus.Degraded);

    [Theory]
    [InlineData(15, 14, HealthStatus.Degraded)]
    [InlineData(15.1, 14, HealthStatus.Unhealthy)]
    [InlineData(100, 2, HealthStatus.Degraded)]
    [InlineData(100, 15.1, HealthStatus.Unhealthy)]
    public void Failures_are_unhealthy_once_the_last_success_is_too_long_ago(double success, double failing, HealthStatus status) =>
        Status(Well with { SinceSuccess = Minutes(success), FailingFor = Minutes(failing) }).Should().Be(status);

    [Theory]
    [InlineData(15, HealthStatus.Degraded)]
    [InlineData(15.1, HealthStatus.Unhealthy)]
    public void What_never_succeeded_is_degraded_and_later_unhealthy(double failing, HealthStatus status) =>
        Status(Well with { SinceSuccess = null, FailingFor = Minutes(failing) }).Should().Be(status);

    [Fact]
    public void What_was_never_tried_is_degraded() => Status(Well with { SinceSuccess = null }).Should().Be(HealthStatus.Degraded);

    [Fact]
    public void A_closed_gate_is_degraded() => Status(Well with { ClosedFor = Minutes(1) }).Should().Be(HealthStatus.Degraded);

    [Fact]
    public void A_lowered_limit_is_degraded() => Status(Well with { RequestsAtOnce = 7 }).Should().Be(HealthStatus.Degraded);

    [Fact]
    public void The_worst_is_reported()
    {
        var all = Well with { RefusedFor = Minutes(2), Breaker = BreakerStatus.Open, ClosedFor = Minutes(1), RequestsAtOnce = 1 };

        Report(all).Description.Should().Contain("credentials");
        Report(all with { RefusedFor = null }).Description.Should().Contain("none is sent for a while");
        Report(all with { RefusedFor = null, Breaker = BreakerStatus.HalfOpen }).Description.Should().Contain("asks for fewer requests");
        Report(all with { RefusedFor = null, Breaker = BreakerStatus.HalfOpen, ClosedFor = TimeSpan.Zero }).Description.Should().Contain("1 of 8");
    }

    [Fact]
    public void The_callers_status_takes_the_place_of_unhealthy_only()
    {
        Report(Well with { RefusedFor = TimeSpan.Zero }, HealthStatus.Degraded).Status.Should().Be(HealthStatus.Degraded);
        Report(Well, HealthStatus.Degraded).Status.Should().Be(HealthStatus.Healthy);
        Report(Well with { ClosedFor = Minutes(1) }, HealthStatus.Healthy).Status.Should().Be(HealthStatus.Degraded);
    }

    [Fact]
    public void The_data_hold_the_documented_keys()
    {
        Report(Well with { RefusedFor = Minutes(2), Breaker = BreakerStatus.HalfOpen, ClosedFor = Minutes(1.5), RequestsAtOnce = 1 }).Data.Should().BeEquivalentTo(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["vendor"] = "Meld",
            ["account"] = "acme",
            ["lastSuccess"] = new DateTimeOffset(2026, 4, 15, 11, 59, 0, TimeSpan.Zero),
            ["lastSuccessAgeSeconds"] = 60d,
            ["credentials"] = "refused",
            ["credentialsRefusedForSeconds"] = 120d,
            ["breaker"] = "halfOpen",
            ["throttledForSeconds"] = 90d,
            ["requestsAtOnce"] = 1,
        });
        ((DateTimeOffset)Report(Well).Data["lastSuccess"]).Offset.Should().Be(TimeSpan.Zero);
        Report(Well with { SinceSuccess = null }).Data.Keys.Should().NotContain("lastSuccess").And.NotContain("lastSuccessAgeSeconds").And.NotContain("credentialsRefusedForSeconds");
        Report(Well).Data["credentials"].Should().Be("accepted");
        Report(Well with { IsAccepted = false }).Data["credentials"].Should().Be("unknown");
    }

    [Fact]
    public void The_documented_keys_and_types_are_those_of_the_data()
    {
        var data = Report(Well with { RefusedFor = Minutes(2) }).Data.Select(pair => $"{pair.Key} {pair.Value switch { string => "string", double => "double", int => "int", _ => pair.Value.GetType().Name }}");

        DocTable.Of("health.md", "key", "type", "value").Select(row => $"{row[0]} {row[1]}").Should().BeEquivalentTo(data);
    }

    [Fact]
    public void The_documented_options_have_the_defaults_of_the_code()
    {
        var options = typeof(ActivityLogHealthOptions).GetProperties().Select(p => $"{p.Name} {p.GetValue(new ActivityLogHealthOptions())}");

        DocTable.Of("health.md", "option", "default", "allowed", "meaning").Select(row => $"{row[0]} {row[1]}").Should().BeEquivalentTo(options);
    }

    private static HealthStatus Status(ChannelState state) => Report(state).Status;

    private static HealthCheckResult Report(ChannelState state, HealthStatus failureStatus = HealthStatus.Unhealthy) =>
        new ChannelReport(ActivityLogVendor.Meld, "acme", state, Minutes(15)).ToResult(failureStatus, Now);

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
