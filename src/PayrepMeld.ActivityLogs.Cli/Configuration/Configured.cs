using Microsoft.Extensions.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Cli.Configuration;

/// <summary>What a configuration has.</summary>
internal static class Configured
{
    public static IReadOnlyList<ActivityLogVendor> Vendors(this ActivityLogClientsOptions account) =>
    [
        .. account.Payrep is null ? Array.Empty<ActivityLogVendor>() : [ActivityLogVendor.Payrep],
        .. account.Meld is null ? Array.Empty<ActivityLogVendor>() : [ActivityLogVendor.Meld],
    ];

    /// <summary>The names of the accounts: the SDK's service keys are an account's name, and "name/Vendor".</summary>
    public static IReadOnlyList<string> Accounts(this ActivityLogClientsBuilder clients) =>
        [.. clients.Services.Where(s => s.ServiceType == typeof(IActivityLogClient)).Select(s => s.ServiceKey).OfType<string>().Where(key => !key.Contains('/', StringComparison.Ordinal))];
}
