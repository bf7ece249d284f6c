using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.DependencyInjection;

namespace PayrepMeld.ActivityLogs;

/// <summary>Adds health checks of the accounts that <see cref="ActivityLogServiceCollectionExtensions"/> registered.</summary>
public static class ActivityLogHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds one check for each vendor of each account, named like <c>activitylogs:default/Payrep</c>. It tells what the account's own requests have shown lately (credentials
    /// taken or refused, circuit breaker, throttling, the last success and its age), and sends a request of its own only when the last success is older than
    /// <see cref="ActivityLogHealthOptions.ProbeInterval"/>, or something has failed since, and never more often than that.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returned.</param>
    /// <param name="configure">Changes the options; null for the defaults.</param>
    /// <param name="failureStatus">What is reported instead of <see cref="HealthStatus.Unhealthy"/>; null for that.</param>
    /// <param name="tags">Tags of every check, to select by; null for none.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>
    /// The accounts are looked up when the checks are first used, so clients may be added before or after. A repeat call changes nothing. Options that are not valid, and
    /// a call where no account was registered, are an <see cref="OptionsValidationException"/> when the host starts, and without a host when the checks are first used.
    /// </remarks>
    public static IHealthChecksBuilder AddActivityLogHealthChecks(
        this IHealthChecksBuilder builder,
        Action<ActivityLogHealthOptions>? configure = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(HealthRegistrations)))
        {
            return builder;
        }

        var options = services.AddOptions<ActivityLogHealthOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.ValidateOnStart();
        string[] all = [.. tags ?? []];
        services.AddSingleton<IValidateOptions<ActivityLogHealthOptions>, ActivityLogHealthOptionsValidator>();
        services.AddSingleton(sp => new HealthRegistrations(sp, failureStatus, all));
        services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>>(sp => sp.GetRequiredService<HealthRegistrations>());
        return builder;
    }
}
