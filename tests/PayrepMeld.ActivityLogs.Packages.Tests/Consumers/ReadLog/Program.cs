using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PayrepMeld.ActivityLogs;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddActivityLogClients(builder.Configuration);
using var host = builder.Build();

var log = host.Services.GetRequiredService<IActivityLogClient>();
await foreach (var entry in log.ReadEntriesAsync())
{
    Console.WriteLine($"{entry.OccurredAt:u} {entry.Vendor} {entry.Id} {entry.Outcome} {entry.StatusCode} {entry.Action}");
}
