using Microsoft.Extensions.Diagnostics.HealthChecks;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Health;

/// <summary>What a channel's state means: docs/health.md has the table.</summary>
internal sealed class ChannelReport(ActivityLogVendor vendor, string account, ChannelState state, TimeSpan staleAfter)
{
    public HealthCheckResult ToResult(HealthStatus failureStatus, DateTimeOffset now)
    {
        var (status, description) = Judge();
        return new(status == HealthStatus.Unhealthy ? failureStatus : status, description, data: Data(now));
    }

    private (HealthStatus Status, string Description) Judge()
    {
        if (state.RefusedFor is { } refused)
        {
            return (HealthStatus.Unhealthy, $"{vendor} has refused the credentials of account {account} for {Seconds(refused)} s: check them and their permissions.");
        }

        if (state.Breaker == BreakerStatus.Open)
        {
            return (HealthStatus.Unhealthy, $"Too many of the last requests to {vendor} failed, so none is sent for a while: check the network and the vendor's status; reading goes on by itself.");
        }

        if (FailingSince() is { } silence && silence > staleAfter)
        {
            return (HealthStatus.Unhealthy, $"No request to {vendor} has succeeded for {Seconds(silence)} s, although some were made: check the network, the base address and the vendor's status.");
        }

        if (state.ClosedFor > TimeSpan.Zero)
        {
            return (HealthStatus.Degraded, $"{vendor} asks for fewer requests, and none is sent for {Seconds(state.ClosedFor)} s: lower MaxConcurrentRequests or set MinRequestSpacing if this goes on.");
        }

        if (state.RequestsAtOnce < state.RequestsAtOnceAllowed)
        {
            return (HealthStatus.Degraded, $"{vendor} asked for fewer requests, so {state.RequestsAtOnce} of {state.RequestsAtOnceAllowed} run at once until enough have succeeded: lower MaxConcurrentRequests or set MinRequestSpacing if this goes on.");
        }

        if (state.Breaker == BreakerStatus.HalfOpen)
        {
            return (HealthStatus.Degraded, $"Too many requests to {vendor} failed, and the next one decides whether others follow: check the network and the vendor's status if this goes on.");
        }

        return (state.SinceSuccess, state.FailingFor) switch
        {
            ({ } age, null) => (HealthStatus.Healthy, $"{vendor} answered {Seconds(age)} s ago."),
            ({ } age, _) => (HealthStatus.Degraded, $"Requests to {vendor} have failed since it answered {Seconds(age)} s ago: check the network, the base address and the vendor's status if this goes on."),
            (null, null) => (HealthStatus.Degraded, $"Nothing is known of {vendor} yet: read from it, or let ProbeInterval have the check ask."),
            _ => (HealthStatus.Degraded, $"No request to {vendor} has succeeded yet: check the network, the base address and the vendor's status if this goes on."),
        };
    }

    /// <summary>Since when it ought to have succeeded. After a longer pause, the first failure is not yet a long one.</summary>
    private TimeSpan? FailingSince() => state switch
    {
        { FailingFor: null } => null,
        { FailingFor: { } failing, SinceSuccess: { } success } when success - failing <= staleAfter => success,
        _ => state.FailingFor,
    };

    private Dictionary<string, object> Data(DateTimeOffset now)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["vendor"] = vendor.ToString(),
            ["account"] = account,
            ["credentials"] = state.RefusedFor is not null ? "refused" : state.IsAccepted ? "accepted" : "unknown",
            ["breaker"] = state.Breaker switch { BreakerStatus.Closed => "closed", BreakerStatus.Open => "open", _ => "halfOpen" },
            ["throttledForSeconds"] = state.ClosedFor.TotalSeconds,
            ["requestsAtOnce"] = state.RequestsAtOnce,
        };
        if (state.SinceSuccess is { } age)
        {
            data["lastSuccess"] = (now - age).ToUniversalTime();
            data["lastSuccessAgeSeconds"] = age.TotalSeconds;
        }

        if (state.RefusedFor is { } refused)
        {
            data["credentialsRefusedForSeconds"] = refused.TotalSeconds;
        }

        return data;
    }

    private static string Seconds(TimeSpan time) => ActivityLogErrors.Seconds(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)));
}
