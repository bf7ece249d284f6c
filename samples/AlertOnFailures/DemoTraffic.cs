using System.Globalization;
using Microsoft.Extensions.Hosting;
using PayrepMeld.ActivityLogs.Samples;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.AlertOnFailures;

/// <summary>Lets something happen at the fakes, so that there is something to alert about: a failure each second, and every fifth a caller never seen before.</summary>
internal sealed class DemoTraffic(LocalFakes fakes, TimeProvider timeProvider) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), timeProvider);
        for (var second = 0; await timer.WaitForNextTickAsync(stoppingToken); second++)
        {
            var now = timeProvider.GetUtcNow();
            fakes.Payrep.Insert(new PayrepRow
            {
                Id = Guid.CreateVersion7(now).ToString(),
                CreatedAt = now,
                Endpoint = "/api/v1/transfer/api/initiate",
                ResponseCode = 503,
                Status = PayrepStatuses.Error,
                Message = "Service temporarily unavailable",
            });
            if (second % 5 == 0)
            {
                fakes.Meld.Insert(new MeldRow
                {
                    Key = string.Create(CultureInfo.InvariantCulture, $"demo-{now.UtcTicks}"),
                    OccurredAt = now,
                    Action = MeldActions.InboundRequest,
                    HttpMethod = "GET",
                    Endpoint = "/financial-accounts",
                    StatusCode = 200,
                    ClientIp = string.Create(CultureInfo.InvariantCulture, $"2001:db8::{now.ToUnixTimeSeconds() % 65536:x}"),
                });
            }
        }
    }
}
