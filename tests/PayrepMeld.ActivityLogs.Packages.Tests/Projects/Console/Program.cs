using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs;

// Prints every entry of both vendors. Where they are comes from the environment.
await using var services = new ServiceCollection()
    .AddActivityLogClients(options =>
    {
        options.Payrep = new PayrepOptions { BaseAddress = new Uri(Setting("PAYREP")), Email = Setting("PAYREP_EMAIL"), Password = Setting("PAYREP_PASSWORD") };
        options.Meld = new MeldOptions { BaseAddress = new Uri(Setting("MELD")), ApiKey = Setting("MELD_KEY") };
    })
    .Services.BuildServiceProvider();

await foreach (var entry in services.GetRequiredService<IActivityLogClient>().ReadEntriesAsync())
{
    Console.WriteLine($"{entry.Vendor} {entry.Id}");
}

static string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
