using Microsoft.Extensions.Configuration;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>
/// Reads accounts from a configuration section. Written by hand, from one table of keys, because the binder's own errors name neither the
/// full key nor the known ones, and show values.
/// </summary>
internal static class ConfigurationReader
{
    public const string DefaultSection = "ActivityLogs";

    private const string AccountsKey = "Accounts";

    /// <summary>A section is used as it is, of a root the section <c>ActivityLogs</c>.</summary>
    public static IConfigurationSection SectionOf(IConfiguration configuration) =>
        configuration as IConfigurationSection ?? configuration.GetSection(DefaultSection);

    /// <summary>The accounts the section describes. An empty section still means the default account, whose validation then says what is missing.</summary>
    public static IReadOnlyList<string> ReadNames(IConfigurationSection section)
    {
        var names = section.GetSection(AccountsKey).GetChildren().Select(child => child.Key).Where(AccountNames.IsValid).ToList();
        if (!names.Contains(ActivityLogClientsOptions.DefaultAccount, StringComparer.Ordinal) && (names.Count == 0 || HasAccountKeys(section)))
        {
            names.Insert(0, ActivityLogClientsOptions.DefaultAccount);
        }

        return names;
    }

    /// <summary>Reads one account, and looks the section's own keys over.</summary>
    public static void Read(IConfigurationSection section, string account, ActivityLogClientsOptions options)
    {
        var named = section.GetSection(AccountsKey).GetSection(account);
        var isNamed = named.Exists() || account != ActivityLogClientsOptions.DefaultAccount;
        options.SectionPath = isNamed ? named.Path : section.Path;

        ReadTop(section, isNamed ? new ActivityLogClientsOptions() : options, options.ReadFailures);
        if (isNamed)
        {
            ConfigurationKey<ActivityLogClientsOptions>.ReadAll(named, options, ConfigurationKeys.Account, options.ReadFailures);
        }
    }

    private static void ReadTop(IConfigurationSection section, ActivityLogClientsOptions options, List<string> failures)
    {
        var accounts = new ConfigurationKey<ActivityLogClientsOptions>(AccountsKey, (accountsSection, _, into) => LookOver(section, accountsSection, into));
        ConfigurationKey<ActivityLogClientsOptions>.ReadAll(section, options, [.. ConfigurationKeys.Account, accounts], failures);
    }

    private static void LookOver(IConfigurationSection section, IConfigurationSection accounts, ICollection<string> failures)
    {
        if (!string.IsNullOrEmpty(accounts.Value))
        {
            failures.Add($"{accounts.Path} is a single value; allowed: one section for each account, by name.");
        }

        foreach (var account in accounts.GetChildren())
        {
            if (!AccountNames.IsValid(account.Key))
            {
                failures.Add($"{accounts.Path} holds the account {Shown.Text(account.Key)}; allowed: {AccountNames.Allowed}.");
            }
            else if (account.Key == ActivityLogClientsOptions.DefaultAccount && HasAccountKeys(section))
            {
                failures.Add($"{account.Path} and {section.Path} both describe the default account; allowed: one of them.");
            }
        }
    }

    private static bool HasAccountKeys(IConfigurationSection section) =>
        ConfigurationKeys.Account.Any(key => section.GetSection(key.Name).Exists());
}
