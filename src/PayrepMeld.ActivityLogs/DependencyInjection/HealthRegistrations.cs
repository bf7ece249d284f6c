using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>Registers the checks when they are first asked for: by then every account is known.</summary>
internal sealed class HealthRegistrations(IServiceProvider services, HealthStatus? failureStatus, IReadOnlyList<string> tags) : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        // Validated even where no check is ever run.
        _ = services.GetRequiredService<IOptions<ActivityLogHealthOptions>>().Value;
        foreach (var account in services.GetRequiredService<RegisteredAccounts>().Names)
        {
            var current = services.GetRequiredKeyedService<AccountSettings>(account).Current;
            if (current.Payrep is not null)
            {
                options.Registrations.Add(Registration(account, ActivityLogVendor.Payrep));
            }

            if (current.Meld is not null)
            {
                options.Registrations.Add(Registration(account, ActivityLogVendor.Meld));
            }
        }
    }

    private HealthCheckRegistration Registration(string account, ActivityLogVendor vendor) =>
        new($"activitylogs:{AccountServices.Key(account, vendor)}", _ => new AccountHealthCheck(services, account, vendor), failureStatus, tags);
}
