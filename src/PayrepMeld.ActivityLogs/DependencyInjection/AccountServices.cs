using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>The service keys of accounts, and what is registered under them.</summary>
internal static class AccountServices
{
    private const string DefaultAccount = ActivityLogClientsOptions.DefaultAccount;

    public static string Key(string account, ActivityLogVendor vendor) => $"{account}/{vendor}";

    public static string HttpClientName(string account, ActivityLogVendor vendor) => $"PayrepMeld.ActivityLogs:{Key(account, vendor)}";

    /// <summary>Adds what all accounts share, on the first call, and returns the accounts so far.</summary>
    public static RegisteredAccounts AddShared(IServiceCollection services)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(RegisteredAccounts)) is { ImplementationInstance: RegisteredAccounts before })
        {
            return before;
        }

        var accounts = new RegisteredAccounts();
        services.AddSingleton(accounts);
        services.AddSingleton<ChannelRegistry>();
        services.AddSingleton<IValidateOptions<ActivityLogClientsOptions>, ActivityLogClientsOptionsValidator>();
        services.TryAddSingleton(sp => OfDefaultAccount<IActivityLogClient>(sp, DefaultAccount));
        services.TryAddSingleton(sp => OfDefaultAccount<IPayrepApi>(sp, DefaultAccount));
        services.TryAddSingleton(sp => OfDefaultAccount<IMeldApi>(sp, DefaultAccount));
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            services.TryAddKeyedSingleton(vendor, (sp, _) => OfDefaultAccount<IActivityLogClient>(sp, Key(DefaultAccount, vendor)));
        }

        services.TryAddKeyedSingleton(ActivityLogVendor.Payrep, (sp, _) => OfDefaultAccount<IPayrepApi>(sp, DefaultAccount));
        services.TryAddKeyedSingleton(ActivityLogVendor.Meld, (sp, _) => OfDefaultAccount<IMeldApi>(sp, DefaultAccount));
        return accounts;
    }

    /// <summary>Adds one account.</summary>
    public static void Add(IServiceCollection services, string account, Action<ActivityLogClientsOptions> configure)
    {
        services.AddOptions<ActivityLogClientsOptions>(account).Configure(configure).ValidateOnStart();
        services.AddKeyedSingleton(account, (sp, _) =>
            new AccountSettings(account, sp.GetRequiredService<IOptionsMonitor<ActivityLogClientsOptions>>(), sp.GetActivityLogger()));
        services.AddKeyedSingleton(account, (sp, _) => new AccountClients(sp, account));

        services.AddKeyedSingleton(account, (sp, _) => Clients(sp, account).Merged);
        services.AddKeyedSingleton(account, (sp, _) => Clients(sp, account).PayrepApi);
        services.AddKeyedSingleton(account, (sp, _) => Clients(sp, account).MeldApi);
        services.AddKeyedSingleton(Key(account, ActivityLogVendor.Payrep), (sp, _) => Clients(sp, account).PayrepApi);
        services.AddKeyedSingleton(Key(account, ActivityLogVendor.Meld), (sp, _) => Clients(sp, account).MeldApi);
        services.AddKeyedSingleton(Key(account, ActivityLogVendor.Payrep), (sp, _) => Clients(sp, account).Payrep);
        services.AddKeyedSingleton(Key(account, ActivityLogVendor.Meld), (sp, _) => Clients(sp, account).Meld);

        AccountHttpClients.Add(services, account);
    }

    private static AccountClients Clients(IServiceProvider services, string account) => services.GetRequiredKeyedService<AccountClients>(account);

    private static T OfDefaultAccount<T>(IServiceProvider services, string key)
        where T : notnull
    {
        var accounts = services.GetRequiredService<RegisteredAccounts>();
        return accounts.Contains(DefaultAccount)
            ? services.GetRequiredKeyedService<T>(key)
            : throw new InvalidOperationException($"There is no default account: ask for a keyed {typeof(T).Name}, by account name. {accounts.Describe()}");
    }
}
