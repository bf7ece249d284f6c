using PayrepMeld.ActivityLogs;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddActivityLogClients(builder.Configuration);
builder.Services.AddHostedService<Watcher>();
await builder.Build().RunAsync();

/// <summary>Follows the log from its beginning, and stops the host after the first entries.</summary>
internal sealed class Watcher(IActivityLogClient log, IHostApplicationLifetime application) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var query = new ActivityLogQuery { From = DateTimeOffset.UnixEpoch, MaxEntries = 25 };
        await foreach (var entry in log.FollowAsync(query, cancellationToken: stoppingToken))
        {
            Console.WriteLine($"{entry.OccurredAt:u} {entry.Vendor} {entry.Id}");
        }

        application.StopApplication();
    }
}
