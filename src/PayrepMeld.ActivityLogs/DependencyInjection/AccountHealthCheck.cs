using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Health;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>Tells how the channel of an account's current credential stands; it holds no state, so a changed credential is another channel here, too.</summary>
internal sealed class AccountHealthCheck(IServiceProvider services, string account, ActivityLogVendor vendor) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var options = services.GetRequiredService<IOptions<ActivityLogHealthOptions>>().Value;
        var channel = CurrentChannel();
        if (options.Probing is { } interval && IsDue(channel.Health.Read(), interval))
        {
            await channel.Health.Probe.RunAsync(interval, () => ProbeAsync(channel, options.ProbeTimeout), cancellationToken).ConfigureAwait(false);
        }

        return new ChannelReport(vendor, account, channel.Health.Read(), options.StaleAfter)
            .ToResult(context.Registration.FailureStatus, channel.TimeProvider.GetUtcNow());
    }

    // A failure since the last success asks for another look. While nothing would be sent anyway, a probe would only use up its turn.
    private static bool IsDue(ChannelState state, TimeSpan interval) =>
        (!(state.SinceSuccess < interval) || state.FailingFor is not null) && state.Breaker != BreakerStatus.Open && state.ClosedFor == TimeSpan.Zero;

    private async Task ProbeAsync(VendorChannel channel, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, channel.TimeProvider);
        try
        {
            using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(AccountServices.HttpClientName(account, vendor));
            var (address, now) = (client.BaseAddress!, channel.TimeProvider.GetUtcNow());
            using var request = vendor == ActivityLogVendor.Payrep ? PayrepProbe.Create(address, now) : MeldProbe.Create(address, now);

            // Its channel judges the answer, and what it holds is nobody's.
            (await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false)).Dispose();
        }
        catch (ActivityLogException)
        {
            // Its channel knows.
        }
        catch (OperationCanceledException)
        {
            // To the channel this is a caller who gave up.
            channel.Health.Failed();
        }
        catch (Exception failure)
        {
            // Of a handler that was added: what it says may hold what it saw of the request.
            channel.Health.Failed();
            Log.HealthProbeFailed(channel.Logger, vendor, account, failure.GetType().FullName);
        }
    }

    private VendorChannel CurrentChannel()
    {
        var channels = services.GetRequiredService<ChannelRegistry>();
        var current = services.GetRequiredKeyedService<AccountSettings>(account).Current;
        return vendor == ActivityLogVendor.Payrep ? channels.Payrep(current.Payrep!, account) : channels.Meld(current.Meld!, account);
    }
}
