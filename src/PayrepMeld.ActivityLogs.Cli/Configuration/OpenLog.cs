using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;
using PayrepMeld.ActivityLogs.Cli.Verbose;

namespace PayrepMeld.ActivityLogs.Cli.Configuration;

/// <summary>The SDK's clients over a source, once it is sure that the configuration can work.</summary>
internal sealed class OpenLog : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IAsyncDisposable? _owned;

    private OpenLog(ServiceProvider services, IConfiguration configuration, IReadOnlyList<string> accounts, IAsyncDisposable? owned) =>
        (_services, Configuration, Accounts, _owned) = (services, configuration, accounts, owned);

    public IConfiguration Configuration { get; }

    /// <summary>The names of the accounts.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>A client was asked for that merges two vendors.</summary>
    public bool ReadsBoth { get; private set; }

    /// <exception cref="UsageException">The configuration cannot be used.</exception>
    public static async Task<OpenLog> OpenAsync(ILogSource source, string? configFile, ToolTerminal terminal, TimeProvider time, CancellationToken cancellationToken)
    {
        var (configuration, owned) = await source.OpenAsync(configFile, terminal, cancellationToken);
        var clients = new ServiceCollection().AddSingleton(time).AddSingleton<ILoggerFactory>(new SdkLog(terminal)).AddActivityLogClients(configuration);
        source.Connect(clients);
        if (terminal.IsVerbose)
        {
            LogAttempts(clients, terminal, time);
        }

        var log = new OpenLog(clients.Services.BuildServiceProvider(), configuration, clients.Accounts(), owned);
        try
        {
            log._services.GetRequiredService<IStartupValidator>().Validate();
            return log;
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    public ActivityLogClientsOptions Settings(string account) => _services.GetRequiredService<IOptionsMonitor<ActivityLogClientsOptions>>().Get(account);

    /// <summary>The vendors that are configured for an account.</summary>
    public IReadOnlyList<ActivityLogVendor> Vendors(string account) => Settings(account).Vendors();

    /// <summary>The vendors that a request reads.</summary>
    public IReadOnlyList<ActivityLogVendor> Vendors(ReadingRequest request) => request.Vendor is { } vendor ? [vendor] : Vendors(request.Account);

    /// <exception cref="UsageException">The account, or its vendor, is not configured.</exception>
    public IActivityLogClient Client(ReadingRequest request)
    {
        var account = request.Account;
        if (!Accounts.Contains(account, StringComparer.Ordinal))
        {
            var names = SafeText.Escape(string.Join(", ", Accounts));
            throw request.Account == ActivityLogClientsOptions.DefaultAccount
                ? new UsageException($"There is no default account: name one by --account. Configured: {names}.")
                : UsageException.Of("--account", account, "an account of the configuration: " + names);
        }

        if (request.Vendor is not { } vendor)
        {
            ReadsBoth = Vendors(account).Count > 1;
            return _services.GetRequiredKeyedService<IActivityLogClient>(account);
        }

        return Vendors(account).Contains(vendor)
            ? _services.GetRequiredKeyedService<IActivityLogClient>($"{account}/{vendor}")
            : throw new UsageException($"{vendor} is not configured for the account '{SafeText.Escape(account)}'.");
    }

    private static void LogAttempts(ActivityLogClientsBuilder clients, ToolTerminal terminal, TimeProvider time)
    {
        foreach (var account in clients.Accounts())
        {
            foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
            {
                clients.HttpClient(vendor, account).AddHttpMessageHandler(() => new AttemptLog(vendor, terminal, time));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }
}
