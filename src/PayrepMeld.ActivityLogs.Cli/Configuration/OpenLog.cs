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

    private OpenLog(ServiceProvider services, IConfiguration configuration, IAsyncDisposable? owned) =>
        (_services, Configuration, Accounts, _owned) = (services, configuration, AccountsOf(configuration), owned);

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
            LogAttempts(clients, AccountsOf(configuration), terminal, time);
        }

        var log = new OpenLog(clients.Services.BuildServiceProvider(), configuration, owned);
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
    public IReadOnlyList<ActivityLogVendor> Vendors(string account)
    {
        var options = Settings(account);
        return
        [
            .. options.Payrep is null ? Array.Empty<ActivityLogVendor>() : [ActivityLogVendor.Payrep],
            .. options.Meld is null ? Array.Empty<ActivityLogVendor>() : [ActivityLogVendor.Meld],
        ];
    }

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

    private static List<string> AccountsOf(IConfiguration configuration)
    {
        var section = configuration.GetSection("ActivityLogs");
        var names = section.GetSection("Accounts").GetChildren().Select(account => account.Key).ToList();
        if ((section.GetSection("Payrep").Exists() || section.GetSection("Meld").Exists()) && !names.Contains(ActivityLogClientsOptions.DefaultAccount, StringComparer.Ordinal))
        {
            names.Insert(0, ActivityLogClientsOptions.DefaultAccount);
        }

        return names;
    }

    private static void LogAttempts(ActivityLogClientsBuilder clients, List<string> accounts, ToolTerminal terminal, TimeProvider time)
    {
        foreach (var account in accounts)
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
