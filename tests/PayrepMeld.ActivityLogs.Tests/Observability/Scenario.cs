using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Observability;

/// <summary>Accounts of an application in which everything happens that can be observed.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    public const string Password = "Canary-password-5e1f";
    public const string ApiKey = "canary-api-key-77aa";
    public const string CustomerId = "canary-customer-91c2";
    public const string Search = "canary-search-03bd";

    private readonly FakeTime _time = new();
    private readonly ServiceCollection _services = new();
    private readonly IConfigurationRoot _configuration;
    private readonly FakePayrep _payrep;
    private readonly FakeMeld _meld;
    private readonly FakePayrep _followed;
    private readonly ServiceProvider _provider;

    public Scenario(Collected collected)
    {
        _payrep = Payrep(o => o.Password = Password);
        _meld = Meld();
        _meld.Options.ApiKeys.Add(ApiKey);
        _followed = Payrep();
        _services.AddSingleton<TimeProvider>(_time);
        _services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(collected));
        _configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ActivityLogs:Payrep:BaseAddress"] = "https://payrep.test",
            ["ActivityLogs:Payrep:Email"] = "dashboard@example.com",
            ["ActivityLogs:Payrep:Password"] = Password,
            ["ActivityLogs:Meld:BaseAddress"] = "https://meld.test",
            ["ActivityLogs:Meld:ApiKey"] = ApiKey,
        }).Build();
        _services.AddActivityLogClients(_configuration).UseFakes(_payrep, _meld);
        var raw = Payrep(o => o.Rows.Add(new PayrepRow { Id = "raw", CreatedAt = Now.AddDays(-3) }.WithRawJson("""{"message":"canary-search-03bd"}""")));
        AddPayrep("raw", raw);
        AddPayrep("order", Payrep(o => o.Order = RowOrder.ShuffledInPage));
        AddMeld("remaining", Meld(o => o.RemainingMode = CountMode.Absent));
        var large = Payrep();
        large.Faults.Enqueue(Fault.Oversize(17 * 1024 * 1024));
        AddPayrep("large", large);
        AddPayrep("follow", _followed);
        var down = Meld();
        down.Faults.Always(Fault.Status(503));
        AddMeld("down", down, "down-key", o => o.BreakerMinimumAttempts = 2);
        AddMeld("twin", Meld(), configure: o => o.MaxRetries = 7);
        _services.AddActivityLogClients("refused", o => o.Payrep = new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Email = "dashboard@example.com", Password = "not-" + Password })
            .UseFakes(_payrep, account: "refused");
        AddMeld("throws", Meld(), "throws-key");
        _services.AddHttpClient("PayrepMeld.ActivityLogs:throws/Meld").AddHttpMessageHandler(() => new Throwing());
        _services.AddHealthChecks().AddActivityLogHealthChecks();
        _provider = _services.BuildServiceProvider();
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    public async Task RunAsync()
    {
        var meldOnly = new ActivityLogQuery { Meld = new MeldFilter { CustomerId = CustomerId } };
        _meld.Faults.Enqueue(Fault.MeldError(503, message: $"{ApiKey} {CustomerId}"), Fault.Status(429, "1", ApiKey), Fault.Reset());
        await ReadAsync("default/Meld", meldOnly);
        _payrep.Faults.EnqueueFor("/fetch_activity_logs", Fault.None, Fault.PayrepCode("80", Password), Fault.ExpiredToken());
        await ReadAsync("default/Payrep", new ActivityLogQuery { Search = Search, PageSize = 2 });
        await ReadAsync("default", new ActivityLogQuery());
        foreach (var account in new[] { "raw", "order", "remaining", "large", "down", "refused", "twin" })
        {
            await ReadAsync(account, new ActivityLogQuery());
        }

        await FollowAsync();
        await _provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "activitylogs:throws/Meld");
        Reload("ActivityLogs:Meld:ApiKey", ApiKey + " with spaces");
        await ReadAsync("default/Meld", meldOnly);
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    private async Task ReadAsync(string key, ActivityLogQuery query)
    {
        var client = _provider.GetRequiredKeyedService<IActivityLogClient>(key);
        try
        {
            await _time.DriveAsync(client.IdsAsync(query));
        }
        catch (ActivityLogException)
        {
            // What fails is observed, too.
        }
    }

    private async Task FollowAsync()
    {
        var begun = Now;
        await using var entries = _provider.GetRequiredKeyedService<IActivityLogClient>("follow").FollowAsync(new ActivityLogQuery { From = begun }).GetAsyncEnumerator();
        _followed.Faults.Enqueue([.. Enumerable.Repeat(Fault.Status(503), 4)]);
        var next = entries.MoveNextAsync().AsTask();
        _followed.Insert(new PayrepRow { Id = "followed", CreatedAt = begun });
        (await _time.DriveAsync(next)).Should().BeTrue();
    }

    private void Reload(string key, string value)
    {
        _configuration[key] = value;
        try
        {
            _configuration.Reload();
        }
        catch (AggregateException)
        {
            // Whoever reloads is told, too.
        }
    }

    private void AddPayrep(string account, FakePayrep fake) =>
        _services.AddActivityLogClients(account, o => o.Payrep = new PayrepOptions { BaseAddress = new Uri($"https://{account}.test"), Token = "payrep-test-token" })
            .UseFakes(fake, account: account);

    private void AddMeld(string account, FakeMeld fake, string key = "meld-test-key", Action<ActivityLogResilienceOptions>? configure = null) =>
        _services.AddActivityLogClients(account, o =>
        {
            o.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = key };
            configure?.Invoke(o.Meld.Resilience);
        }).UseFakes(meld: fake, account: account);

    private FakePayrep Payrep(Action<FakePayrepOptions>? configure = null)
    {
        var options = new FakePayrepOptions { TimeProvider = _time };
        for (var i = 0; i < 5; i++)
        {
            options.Rows.Add(new PayrepRow { Id = $"p{i}", CreatedAt = Now.AddMinutes(-1 - i), Message = Search });
        }

        configure?.Invoke(options);
        return new FakePayrep(options);
    }

    private FakeMeld Meld(Action<FakeMeldOptions>? configure = null)
    {
        var options = new FakeMeldOptions { TimeProvider = _time };
        for (var i = 0; i < 5; i++)
        {
            options.Rows.Add(new MeldRow { Key = $"m{i}", OccurredAt = Now.AddMinutes(-1 - i), CustomerId = CustomerId });
        }

        configure?.Invoke(options);
        return new FakeMeld(options);
    }

    private sealed class Throwing : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"{request.Headers.Authorization} {request.RequestUri}");
    }
}
