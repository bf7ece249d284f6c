using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>The named HTTP clients of one account, with their handlers: authentication, resilience, response, connection.</summary>
internal static class AccountHttpClients
{
    public static void Add(IServiceCollection services, string account)
    {
        Add(services, account, ActivityLogVendor.Payrep, o => VendorAddresses.Of(o.Payrep!), o => o.Payrep!.Resilience, channels => (options, connection) =>
            new PayrepTokenHandler(channels.PayrepTokens(options.Payrep!, account)) { InnerHandler = Inner(channels.Payrep(options.Payrep!, account), account, connection) });
        Add(services, account, ActivityLogVendor.Meld, o => VendorAddresses.Of(o.Meld!), o => o.Meld!.Resilience, channels => (options, connection) =>
            new MeldKeyHandler(() => options.Meld!) { InnerHandler = Inner(channels.Meld(options.Meld!, account), account, connection) });
    }

    private static void Add(
        IServiceCollection services,
        string account,
        ActivityLogVendor vendor,
        Func<ActivityLogClientsOptions, Uri> address,
        Func<ActivityLogClientsOptions, ActivityLogResilienceOptions> resilience,
        Func<ChannelRegistry, Func<ActivityLogClientsOptions, HttpMessageHandler, HttpMessageHandler>> build) =>
        services.AddHttpClient(AccountServices.HttpClientName(account, vendor))
            .RemoveAllLoggers()
            .ConfigureHttpClient((sp, client) =>
            {
                client.BaseAddress = address(Settings(sp, account).Current);
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(sp => PrimaryHandler.Create(resilience(Settings(sp, account).Current)))

            // Outermost, whatever was added for all clients: a handler around it would see requests without credentials, and answers already retried.
            .ConfigureAdditionalHttpMessageHandlers((handlers, sp) =>
                handlers.Insert(0, new AccountHandler(Settings(sp, account), build(sp.GetRequiredService<ChannelRegistry>()))));

    private static ResilienceHandler Inner(VendorChannel channel, string account, HttpMessageHandler connection) =>
        new(channel) { InnerHandler = new ResponseHandler(channel, account) { InnerHandler = connection } };

    private static AccountSettings Settings(IServiceProvider services, string account) => services.GetRequiredKeyedService<AccountSettings>(account);
}
