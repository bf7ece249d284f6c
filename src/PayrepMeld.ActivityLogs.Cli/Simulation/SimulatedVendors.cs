using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Terminal;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Simulation;

/// <summary>Vendors that exist in this process only: no socket, no proxy and no configuration has a say.</summary>
internal sealed class SimulatedVendors(TimeProvider time) : ILogSource
{
    private static readonly Uri PayrepAddress = new("https://payrep.simulated");
    private static readonly Uri MeldAddress = new("https://meld.simulated");

    // A log that has seen outages: two of Meld's and a late one of Payrep's, and one of Meld's goes on.
    private static readonly SimulationSettings Settings = new() { Seed = 2431 };

    private Action<ActivityLogClientsBuilder> _connect = static _ => { };

    public Task<(IConfiguration Configuration, IAsyncDisposable? Owned)> OpenAsync(string? configFile, ToolTerminal terminal, CancellationToken cancellationToken)
    {
        if (configFile is not null)
        {
            throw new UsageException("--config has no say here: the vendors are simulated.");
        }

        var pair = new SimulatedPair(Settings, time);
        _connect = clients => clients.UseFakes(pair.Payrep, pair.Meld);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(pair.Configuration(PayrepAddress, MeldAddress).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        return Task.FromResult<(IConfiguration, IAsyncDisposable?)>((configuration, pair));
    }

    public void Connect(ActivityLogClientsBuilder clients) => _connect(clients);
}
