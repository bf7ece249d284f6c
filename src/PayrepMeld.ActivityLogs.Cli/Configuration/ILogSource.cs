using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Configuration;

/// <summary>Where the logs to read come from: the vendors that are configured, or simulated ones.</summary>
internal interface ILogSource
{
    /// <param name="configFile">The file that <c>--config</c> names; null without.</param>
    /// <param name="terminal">For notes.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>For <c>AddActivityLogClients</c>, and what must be disposed of at the end, if anything.</returns>
    Task<(IConfiguration Configuration, IAsyncDisposable? Owned)> OpenAsync(string? configFile, ToolTerminal terminal, CancellationToken cancellationToken);

    /// <summary>Lets the clients reach the vendors in another way than over the network. Called once it is open.</summary>
    void Connect(ActivityLogClientsBuilder clients)
    {
    }
}
