using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.DependencyInjection;

/// <summary>The parts put together as an application has them, on fakes in memory.</summary>
public sealed class CompositionTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly FakePayrep _payrep = new(new FakePayrepOptions { Log = new SeededPayrepLog(seed: 1, 300, Now.AddDays(-7), Now) });
    private readonly FakeMeld _meld = new(new FakeMeldOptions { Log = new SeededMeldLog(seed: 2, 200, Now.AddDays(-7), Now) });

    [Fact]
    public async Task The_default_client_reads_both_vendors_and_the_keyed_ones_read_one()
    {
        using var services = Build("default");

        var merged = await ReadAsync(services.GetRequiredService<IActivityLogClient>());
        var payrep = await ReadAsync(services.GetRequiredKeyedService<IActivityLogClient>(ActivityLogVendor.Payrep));
        var meld = await ReadAsync(services.GetRequiredKeyedService<IActivityLogClient>(ActivityLogVendor.Meld));

        payrep.Should().HaveCount(300).And.OnlyContain(e => e.Vendor == ActivityLogVendor.Payrep && e.Account == "default");
        meld.Should().HaveCount(200).And.OnlyContain(e => e.Vendor == ActivityLogVendor.Meld && e.Account == "default");
        merged.Should().HaveCount(500).And.BeInDescendingOrder(e => e.OccurredAt);
    }

    [Fact]
    public async Task Two_accounts_with_one_login_share_one_token_and_keep_their_names()
    {
        using var services = Build("acme", "globex");

        var acme = await ReadAsync(services.GetRequiredKeyedService<IActivityLogClient>("acme/Payrep"));
        var globex = await ReadAsync(services.GetRequiredKeyedService<IActivityLogClient>("globex/Payrep"));

        _payrep.LoginCount.Should().Be(1);
        acme.Should().HaveCount(300).And.OnlyContain(e => e.Account == "acme");
        globex.Should().HaveCount(300).And.OnlyContain(e => e.Account == "globex");
    }

    [Fact]
    public async Task A_handler_of_the_application_runs_once_per_attempt_with_the_credential_in_place()
    {
        var seen = new List<string?>();
        var time = new FakeTime(Now);
        _meld.Faults.Enqueue(Fault.Status(503));
        using var services = Build(
            builder => builder.HttpClient(ActivityLogVendor.Meld).AddHttpMessageHandler(() => new Watcher(seen)),
            time,
            "default");

        await time.DriveAsync(services.GetRequiredService<IMeldApi>().SearchActivityLogAsync("2026-04-01T00:00:00Z", "2026-04-15T00:00:00Z"));

        seen.Should().Equal("BASIC meld-test-key", "BASIC meld-test-key");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_for_all_clients_runs_inside_too_wherever_it_was_added(bool before)
    {
        var seen = new List<string?>();
        var time = new FakeTime(Now);
        _meld.Faults.Enqueue(Fault.Status(503));
        void AddToAll(IServiceCollection all) => all.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Watcher(seen)));
        using var services = Build(builder =>
        {
            if (!before)
            {
                AddToAll(builder.Services);
            }
        }, time, before ? AddToAll : null, "default");

        await time.DriveAsync(services.GetRequiredService<IMeldApi>().SearchActivityLogAsync("2026-04-01T00:00:00Z", "2026-04-15T00:00:00Z"));

        seen.Should().Equal("BASIC meld-test-key", "BASIC meld-test-key");
    }

    private ServiceProvider Build(params string[] accounts) => Build(_ => { }, new FakeTime(Now), accounts);

    private ServiceProvider Build(Action<ActivityLogClientsBuilder> also, FakeTime time, params string[] accounts) => Build(also, time, before: null, accounts);

    private ServiceProvider Build(Action<ActivityLogClientsBuilder> also, FakeTime time, Action<IServiceCollection>? before, params string[] accounts)
    {
        var services = new ServiceCollection();
        before?.Invoke(services);
        services.AddSingleton<TimeProvider>(time);
        foreach (var account in accounts)
        {
            var builder = services.AddActivityLogClients(account, options =>
            {
                options.Payrep = new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Email = "dashboard@example.com", Password = "password" };
                options.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = "meld-test-key" };
            });
            builder.HttpClient(ActivityLogVendor.Payrep, account).ConfigurePrimaryHttpMessageHandler(_payrep.CreateHandler);
            builder.HttpClient(ActivityLogVendor.Meld, account).ConfigurePrimaryHttpMessageHandler(_meld.CreateHandler);
            also(builder);
        }

        return services.BuildServiceProvider();
    }

    private static async Task<List<ActivityLogEntry>> ReadAsync(IActivityLogClient client)
    {
        var entries = new List<ActivityLogEntry>();
        await foreach (var entry in client.ReadEntriesAsync())
        {
            entries.Add(entry);
        }

        return entries;
    }

    private sealed class Watcher(List<string?> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.Headers.NonValidated["Authorization"].ToString());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
