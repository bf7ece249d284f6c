using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs;

/// <summary>What <see cref="ActivityLogServiceCollectionExtensions"/> returns, to change the HTTP clients it registered.</summary>
public sealed class ActivityLogClientsBuilder
{
    private readonly RegisteredAccounts _accounts;

    internal ActivityLogClientsBuilder(IServiceCollection services, RegisteredAccounts accounts)
    {
        Services = services;
        _accounts = accounts;
    }

    /// <summary>The services the clients were added to.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// The builder of the named HTTP client of one vendor and account. A handler added here runs inside retries, next to the wire, once
    /// per attempt; a primary handler set here replaces the one that refuses redirects and cookies.
    /// </summary>
    /// <param name="vendor">The vendor the client talks to.</param>
    /// <param name="account">The account it belongs to; the default account unless named.</param>
    /// <returns>The builder of <c>IHttpClientFactory</c>.</returns>
    /// <exception cref="ArgumentException">No such account or vendor was registered.</exception>
    public IHttpClientBuilder HttpClient(ActivityLogVendor vendor, string account = ActivityLogClientsOptions.DefaultAccount)
    {
        if (!Enum.IsDefined(vendor))
        {
            throw new ArgumentOutOfRangeException(nameof(vendor), vendor, "Not a value of ActivityLogVendor.");
        }

        return _accounts.Contains(account)
            ? Services.AddHttpClient(AccountServices.HttpClientName(account, vendor))
            : throw new ArgumentException($"There is no account '{account}'. {_accounts.Describe()}", nameof(account));
    }
}
