using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PayrepMeld.ActivityLogs.DependencyInjection;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Health;

/// <summary>An application with health checks over fakes in memory, on a fake clock that stands: nothing is retried unless a test says so, and nothing waits.</summary>
internal sealed class HealthSetup : IAsyncDisposable
{
    public const string PayrepCheck = "activitylogs:default/Payrep";
    public const string MeldCheck = "activitylogs:default/Meld";

    // Of real time, for what waits for a time that nobody lets pass.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly Lazy<ServiceProvider> _provider;

    public HealthSetup()
    {
        Payrep = new FakePayrep(new FakePayrepOptions { TimeProvider = Time });
        Meld = new FakeMeld(new FakeMeldOptions { TimeProvider = Time });
        Services.AddSingleton<TimeProvider>(Time);
        _provider = new(Services.BuildServiceProvider);
    }

    public FakeTime Time { get; } = new();

    public FakePayrep Payrep { get; }

    public FakeMeld Meld { get; }

    public ServiceCollection Services { get; } = new();

    public ServiceProvider Provider => _provider.Value;

    /// <summary>The default account at Meld alone, with the checks.</summary>
    public static HealthSetup OfMeld(Action<ActivityLogHealthOptions>? health = null, Action<ActivityLogResilienceOptions>? resilience = null)
    {
        var setup = new HealthSetup();
        setup.AddMeld(ActivityLogClientsOptions.DefaultAccount, resilience: resilience);
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks(health);
        return setup;
    }

    /// <summary>The default account at Payrep alone, with the checks; by email and password unless a token is given.</summary>
    public static HealthSetup OfPayrep(Action<ActivityLogHealthOptions>? health = null, string? token = null)
    {
        var setup = new HealthSetup();
        setup.Services.AddActivityLogClients(o => o.Payrep = token is null
            ? new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Email = setup.Payrep.Options.Email, Password = setup.Payrep.Options.Password, Resilience = { MaxRetries = 0 } }
            : new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Token = token, Resilience = { MaxRetries = 0 } }).UseFakes(setup.Payrep);
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks(health);
        return setup;
    }

    public static void NoProbe(ActivityLogHealthOptions options) => options.ProbeInterval = null;

    public void AddMeld(string account, string key = "meld-test-key", Action<ActivityLogResilienceOptions>? resilience = null) =>
        Services.AddActivityLogClients(account, o =>
        {
            o.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = key, Resilience = { MaxRetries = 0 } };
            resilience?.Invoke(o.Meld.Resilience);
        }).UseFakes(meld: Meld, account: account);

    /// <summary>Runs all checks.</summary>
    public Task<HealthReport> CheckAllAsync(CancellationToken cancellationToken = default) =>
        Provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(cancellationToken).WaitAsync(Bound, cancellationToken);

    /// <summary>The result of the only check, or of the one named.</summary>
    public async Task<HealthReportEntry> CheckAsync(string? name = null)
    {
        var report = await CheckAllAsync();
        return name is null ? report.Entries.Should().ContainSingle().Subject.Value : report.Entries[name];
    }

    /// <summary>Reads the log; its error, or null.</summary>
    public async Task<ActivityLogException?> ReadAsync(object? key = null)
    {
        var client = key is null ? Provider.GetRequiredService<IActivityLogClient>() : Provider.GetRequiredKeyedService<IActivityLogClient>(key);
        try
        {
            await client.IdsAsync(new ActivityLogQuery { PageSize = 2 }).WaitAsync(Bound);
            return null;
        }
        catch (ActivityLogException error)
        {
            return error;
        }
    }

    /// <summary>How the channel of the default account at Payrep stands.</summary>
    public ChannelState PayrepState()
    {
        var settings = Provider.GetRequiredKeyedService<AccountSettings>(ActivityLogClientsOptions.DefaultAccount);
        return Provider.GetRequiredService<ChannelRegistry>().Payrep(settings.Current.Payrep!, ActivityLogClientsOptions.DefaultAccount).Health.Read();
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider.IsValueCreated)
        {
            await Provider.DisposeAsync();
        }
    }
}
