using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs;

/// <summary>Registers <see cref="IActivityLogClient"/>, <see cref="IPayrepApi"/> and <see cref="IMeldApi"/>.</summary>
/// <remarks>
/// <para>
/// <see cref="IActivityLogClient"/> alone is the default account's vendors merged, or its only one. With a key it is: one vendor of the default
/// account (an <see cref="ActivityLogVendor"/>), an account merged (its name), or one vendor of an account (<c>"name/Payrep"</c>,
/// <c>"name/Meld"</c>). The raw APIs have the same keys, each those of its own vendor. All are singletons.
/// </para>
/// <para>
/// Options are validated when the host starts, and without a host when a client is first resolved: an
/// <see cref="OptionsValidationException"/> then names every wrong key, what is allowed, and never a secret. To resolve a vendor or a default
/// account that is not configured is an <see cref="InvalidOperationException"/> that says so.
/// </para>
/// <para>Time comes from a registered <see cref="TimeProvider"/>, else from the system.</para>
/// </remarks>
public static class ActivityLogServiceCollectionExtensions
{
    /// <summary>Adds the accounts a configuration describes.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configuration">
    /// A section, used as it is whatever its name, or a root, whose section <c>ActivityLogs</c> is used. Its keys: <c>Payrep</c> with
    /// <c>Environment</c> or <c>BaseAddress</c>, <c>Email</c> and <c>Password</c> or <c>Token</c>; <c>Meld</c> with <c>Environment</c> or
    /// <c>BaseAddress</c>, <c>ApiKey</c>, <c>Version</c>; under either, <c>Resilience</c> with the properties of
    /// <see cref="ActivityLogResilienceOptions"/>; and <c>Accounts:name</c> with the same two sections for each further account. An unknown key
    /// is an error. Credentials that change when it reloads take effect with the next request; an invalid reload, or one that changes a vendor's address,
    /// is logged and not used.
    /// </param>
    /// <returns>A builder that exposes each HTTP client.</returns>
    /// <remarks>For an account that was added before, this changes nothing.</remarks>
    public static ActivityLogClientsBuilder AddActivityLogClients(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var section = ConfigurationReader.SectionOf(configuration);
        var accounts = AccountServices.AddShared(services);
        foreach (var account in ConfigurationReader.ReadNames(section))
        {
            if (accounts.TryAdd(account))
            {
                AccountServices.Add(services, account, options => ConfigurationReader.Read(section, account, options));
                services.AddSingleton<IOptionsChangeTokenSource<ActivityLogClientsOptions>>(
                    new ConfigurationChangeTokenSource<ActivityLogClientsOptions>(account, section));
            }
        }

        return new ActivityLogClientsBuilder(services, accounts);
    }

    /// <summary>Adds the default account.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets <see cref="ActivityLogClientsOptions.Payrep"/>, <see cref="ActivityLogClientsOptions.Meld"/>, or both.</param>
    /// <returns>A builder that exposes each HTTP client.</returns>
    /// <remarks>If the default account was added before, this changes nothing.</remarks>
    public static ActivityLogClientsBuilder AddActivityLogClients(this IServiceCollection services, Action<ActivityLogClientsOptions> configure) =>
        AddActivityLogClients(services, ActivityLogClientsOptions.DefaultAccount, configure);

    /// <summary>Adds one account by name.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="account">The account's name, part of its service keys: not empty, without <c>/</c> and control characters. Case matters.</param>
    /// <param name="configure">Sets <see cref="ActivityLogClientsOptions.Payrep"/>, <see cref="ActivityLogClientsOptions.Meld"/>, or both.</param>
    /// <returns>A builder that exposes each HTTP client.</returns>
    /// <exception cref="ArgumentException"><paramref name="account"/> is not a usable name.</exception>
    /// <remarks>If the account was added before, this changes nothing.</remarks>
    public static ActivityLogClientsBuilder AddActivityLogClients(this IServiceCollection services, string account, Action<ActivityLogClientsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(configure);
        if (!AccountNames.IsValid(account))
        {
            throw new ArgumentException($"An account is named {Shown.Text(account)}; allowed: {AccountNames.Allowed}.", nameof(account));
        }

        var accounts = AccountServices.AddShared(services);
        if (accounts.TryAdd(account))
        {
            AccountServices.Add(services, account, configure);
        }

        return new ActivityLogClientsBuilder(services, accounts);
    }
}
