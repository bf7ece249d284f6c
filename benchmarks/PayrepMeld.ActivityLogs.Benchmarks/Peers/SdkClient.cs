using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Benchmarks.Server;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>The SDK as an application sets it up, for one vendor.</summary>
internal static class SdkClient
{
    /// <param name="vendor">The vendor.</param>
    /// <param name="baseAddress">Where it is served.</param>
    /// <param name="maxConcurrentRequests">Null for the SDK's default.</param>
    public static ServiceProvider Create(ActivityLogVendor vendor, Uri baseAddress, int? maxConcurrentRequests = null)
    {
        var services = new ServiceCollection();
        Register(services, vendor, baseAddress, maxConcurrentRequests);
        return services.BuildServiceProvider();
    }

    public static ActivityLogClientsBuilder Register(IServiceCollection services, ActivityLogVendor vendor, Uri baseAddress, int? maxConcurrentRequests = null)
    {
        var resilience = new ActivityLogResilienceOptions();
        resilience.MaxConcurrentRequests = maxConcurrentRequests ?? resilience.MaxConcurrentRequests;
        return services.AddActivityLogClients(options =>
        {
            if (vendor == ActivityLogVendor.Payrep)
            {
                options.Payrep = new PayrepOptions { BaseAddress = baseAddress, Token = Credentials.PayrepToken, Resilience = resilience };
            }
            else
            {
                options.Meld = new MeldOptions { BaseAddress = baseAddress, ApiKey = Credentials.MeldKey, Resilience = resilience };
            }
        });
    }
}
