using PayrepMeld.ActivityLogs;

// Follows both vendors, configured as README says, until it has seen as many entries as it was told to.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddActivityLogClients(builder.Configuration);
builder.Services.AddHealthChecks().AddActivityLogHealthChecks();
builder.Services.AddHostedService<Follower>();
await builder.Build().RunAsync();

internal sealed class Follower(IActivityLogClient log, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var query = new ActivityLogQuery { From = DateTimeOffset.UnixEpoch, MaxEntries = configuration.GetValue<long>("Entries") };
        await foreach (var entry in log.FollowAsync(query, cancellationToken: stoppingToken))
        {
            Console.WriteLine($"{entry.Vendor} {entry.Id}");
        }

        lifetime.StopApplication();
    }
}
