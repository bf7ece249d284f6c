using Microsoft.Extensions.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Puts the fakes behind registered clients.</summary>
public static class FakeClientsBuilderExtensions
{
    /// <summary>Lets fakes answer in memory instead of the network: everything above the socket stays the real client. The configured addresses are not contacted.</summary>
    /// <param name="builder">What <see cref="ActivityLogServiceCollectionExtensions"/> returned.</param>
    /// <param name="payrep">The fake behind the account's Payrep clients; null to leave them as they are.</param>
    /// <param name="meld">The fake behind the account's Meld clients; null to leave them as they are.</param>
    /// <param name="account">The account; the default one unless named.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">No such account was registered.</exception>
    public static ActivityLogClientsBuilder UseFakes(
        this ActivityLogClientsBuilder builder,
        FakePayrep? payrep = null,
        FakeMeld? meld = null,
        string account = ActivityLogClientsOptions.DefaultAccount)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (payrep is not null)
        {
            builder.HttpClient(ActivityLogVendor.Payrep, account).ConfigurePrimaryHttpMessageHandler(payrep.CreateHandler);
        }

        if (meld is not null)
        {
            builder.HttpClient(ActivityLogVendor.Meld, account).ConfigurePrimaryHttpMessageHandler(meld.CreateHandler);
        }

        return builder;
    }
}
