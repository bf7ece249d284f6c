using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Cli.Configuration;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>Checks accounts and their vendors: all side by side, reported in order.</summary>
/// <param name="source">Where the configuration comes from.</param>
/// <param name="vendor">The one vendor to check; null for all.</param>
/// <param name="account">The one account to check; null for all.</param>
/// <param name="timeout">How long a vendor may take to answer.</param>
/// <param name="time">The clock.</param>
internal sealed class Doctor(ILogSource source, ActivityLogVendor? vendor, string? account, TimeSpan timeout, TimeProvider time)
{
    // Of the time for an answer, so that what was slow can be told.
    private const double ShareForConnecting = 0.8;

    /// <exception cref="UsageException">There is no such account.</exception>
    public async IAsyncEnumerable<Finding> ExamineAsync(string? configFile, ToolTerminal terminal, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (opened, wrong) = await OpenAsync(configFile, terminal, cancellationToken);
        if (opened is not { } open)
        {
            yield return wrong!;
            yield break;
        }

        await using var owned = open.Owned;
        var clients = new ServiceCollection().AddSingleton(time).AddActivityLogClients(open.Configuration);
        source.Connect(clients);
        var accounts = clients.Accounts();
        if (account is not null && !accounts.Contains(account, StringComparer.Ordinal))
        {
            throw UsageException.Of("--account", account, "an account of the configuration: " + string.Join(", ", accounts));
        }

        var clocks = new VendorClocks(time);
        Dictionary<(string, ActivityLogVendor), string> httpClients = [];
        foreach (var name in accounts)
        {
            clients.Services.PostConfigure<ActivityLogClientsOptions>(name, AskOnce);
            foreach (var each in Enum.GetValues<ActivityLogVendor>())
            {
                httpClients[(name, each)] = clients.HttpClient(each, name).AddHttpMessageHandler(clocks.CreateHandler).Name;
            }
        }

        await using var services = clients.Services.BuildServiceProvider();
        var findings = accounts.Where(name => account is null || name == account)
            .Select(name => ExamineAsync(services, name, open.Configuration, each => RouteOf(services, httpClients[(name, each)]), clocks, cancellationToken))
            .ToList();
        foreach (var ofAccount in findings)
        {
            foreach (var finding in await ofAccount)
            {
                yield return finding;
            }
        }
    }

    private async Task<((IConfiguration Configuration, IAsyncDisposable? Owned)? Opened, Finding? Wrong)> OpenAsync(string? configFile, ToolTerminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            return (await source.OpenAsync(configFile, terminal, cancellationToken), null);
        }
        catch (UsageException e)
        {
            // The first line says what is wrong, the others what to do.
            var end = e.Message.IndexOf('\n', StringComparison.Ordinal);
            var (detail, remedy) = end < 0 ? (e.Message, Remedies.Configuration) : (e.Message[..end], e.Message[(end + 1)..]);
            return (null, Wrong(account ?? ActivityLogClientsOptions.DefaultAccount, detail.Trim(), remedy));
        }
    }

    // What fails is to be seen, not to be survived.
    private void AskOnce(ActivityLogClientsOptions options)
    {
        foreach (var resilience in new[] { options.Payrep?.Resilience, options.Meld?.Resilience }.OfType<ActivityLogResilienceOptions>())
        {
            resilience.MaxRetries = 0;
            resilience.ConnectTimeout = TimeSpan.FromTicks(Math.Min(resilience.ConnectTimeout.Ticks, (timeout * ShareForConnecting).Ticks));
        }
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(
        ServiceProvider services, string name, IConfiguration configuration, Func<ActivityLogVendor, Route> route, VendorClocks clocks, CancellationToken cancellationToken)
    {
        ActivityLogClientsOptions options;
        try
        {
            options = services.GetRequiredService<IOptionsMonitor<ActivityLogClientsOptions>>().Get(name);
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures.Select(failure => Wrong(name, failure, Remedies.Configuration))];
        }

        var configured = options.Vendors();
        if (vendor is { } wanted && !configured.Contains(wanted))
        {
            return [Wrong(name, $"{wanted} is not configured", Remedies.Configuration)];
        }

        var section = configuration.GetSection($"ActivityLogs:Accounts:{name}");
        var remedies = new Remedies(section.Exists() ? $"ActivityLogs__Accounts__{name}" : "ActivityLogs");
        var ofVendors = await Task.WhenAll(configured.Where(each => vendor is null || each == vendor).Select(each =>
        {
            var client = services.GetRequiredKeyedService<IActivityLogClient>($"{name}/{each}");
            return new VendorExamination(name, each, client, route(each), clocks, time).RunAsync(remedies, timeout, cancellationToken);
        }));
        return [new Finding(name, Vendor: null, Checks.Configuration, FindingResult.Ok, string.Join(" and ", configured)), .. ofVendors.SelectMany(findings => findings)];
    }

    private static Route RouteOf(ServiceProvider services, string httpClient)
    {
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(httpClient);
        return Route.To(client.BaseAddress!);
    }

    private static Finding Wrong(string name, string detail, string remedy) =>
        new(name, Vendor: null, Checks.Configuration, FindingResult.Fail, detail) { Remedy = remedy, ExitCode = ExitCode.Usage };
}
