using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Tests.Security;
using static PayrepMeld.ActivityLogs.Tests.Health.HealthSetup;

namespace PayrepMeld.ActivityLogs.Tests.Health;

/// <summary>Which checks there are, and what is refused at start.</summary>
public sealed class HealthRegistrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_vendor_of_every_account_has_a_check_whatever_the_order_of_calls(bool checksFirst)
    {
        await using var setup = new HealthSetup();
        if (checksFirst)
        {
            setup.Services.AddHealthChecks().AddActivityLogHealthChecks();
        }

        setup.Services.AddActivityLogClients(o =>
        {
            o.Payrep = new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Token = "payrep-test-token" };
            o.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = "meld-test-key" };
        }).UseFakes(setup.Payrep, setup.Meld);
        setup.AddMeld("acme");
        if (!checksFirst)
        {
            setup.Services.AddHealthChecks().AddActivityLogHealthChecks();
        }

        var report = await setup.CheckAllAsync();

        report.Entries.Keys.Should().BeEquivalentTo("activitylogs:default/Payrep", "activitylogs:default/Meld", "activitylogs:acme/Meld");
        report.Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_repeat_call_changes_nothing()
    {
        await using var setup = OfMeld(NoProbe);
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks(o => o.ProbeInterval = TimeSpan.FromMinutes(1), HealthStatus.Degraded, ["again"]);

        var entry = await setup.CheckAsync();

        entry.Tags.Should().BeEmpty();
        setup.Meld.Journal.Count.Should().Be(0);
    }

    [Fact]
    public async Task Tags_and_the_failure_status_are_the_callers()
    {
        await using var setup = new HealthSetup();
        setup.AddMeld("acme", "wrong-key");
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks(failureStatus: HealthStatus.Degraded, tags: ["ready", "vendors"]);

        var entry = await setup.CheckAsync();

        entry.Tags.Should().BeEquivalentTo("ready", "vendors");
        entry.Data["credentials"].Should().Be("refused");
        entry.Status.Should().Be(HealthStatus.Degraded);
    }

    [Theory]
    [InlineData("00:00:09", "00:00:05", "00:15:00", "ActivityLogHealthOptions.ProbeInterval is 00:00:09; allowed: 00:00:10 to 1.00:00:00, or null or infinite for no request.")]
    [InlineData("1.00:00:01", "00:00:05", "2.00:00:00", "ActivityLogHealthOptions.ProbeInterval is 1.00:00:01; allowed: 00:00:10 to 1.00:00:00, or null or infinite for no request.")]
    [InlineData("00:00:30", "00:00:31", "00:15:00", "ActivityLogHealthOptions.ProbeTimeout is 00:00:31; allowed: not above ProbeInterval, which is 00:00:30.")]
    [InlineData("00:20:00", "00:00:10", "00:15:00", "ActivityLogHealthOptions.StaleAfter is 00:15:00; allowed: not below ProbeInterval, which is 00:20:00.")]
    [InlineData(null, "00:00:00", "00:15:00", "ActivityLogHealthOptions.ProbeTimeout is 00:00:00; allowed: 00:00:00.1000000 to 00:10:00.")]
    [InlineData(null, "00:00:10", "00:00:59", "ActivityLogHealthOptions.StaleAfter is 00:00:59; allowed: 00:01:00 to 7.00:00:00.")]
    [InlineData(null, "00:00:10", "7.00:00:01", "ActivityLogHealthOptions.StaleAfter is 7.00:00:01; allowed: 00:01:00 to 7.00:00:00.")]
    public async Task Options_that_are_not_valid_are_refused(string? interval, string timeout, string stale, string message)
    {
        await using var setup = OfMeld(o => (o.ProbeInterval, o.ProbeTimeout, o.StaleAfter) = (interval is null ? null : Time(interval), Time(timeout), Time(stale)));

        setup.Invoking(s => s.Provider.GetRequiredService<HealthCheckService>()).Should().Throw<OptionsValidationException>().Which.Failures.Should().Equal(message);
    }

    [Theory]
    [InlineData("00:00:10", "00:00:10", "00:01:00")]
    [InlineData("1.00:00:00", "00:10:00", "7.00:00:00")]
    [InlineData("-00:00:00.0010000", "00:00:00.1000000", "00:01:00")]
    public async Task Options_at_the_edge_are_taken(string interval, string timeout, string stale)
    {
        await using var setup = OfMeld(o => (o.ProbeInterval, o.ProbeTimeout, o.StaleAfter) = (Time(interval), Time(timeout), Time(stale)));

        (await setup.CheckAsync()).Should().NotBeNull();
    }

    [Fact]
    public async Task A_host_refuses_wrong_options_and_checks_without_accounts_at_start()
    {
        using var wrong = BuildHost(services =>
        {
            services.AddActivityLogClients(o => o.Meld = new MeldOptions { Environment = "Sandbox", ApiKey = "key" });
            services.AddHealthChecks().AddActivityLogHealthChecks(o => o.StaleAfter = TimeSpan.Zero);
        });
        using var none = BuildHost(services => services.AddHealthChecks().AddActivityLogHealthChecks());

        (await wrong.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("StaleAfter");
        (await none.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("AddActivityLogClients");
    }

    [Fact]
    public async Task A_host_runs_them()
    {
        var meld = new FakeMeld();
        using var host = BuildHost(services =>
        {
            services.AddHealthChecks().AddActivityLogHealthChecks(tags: ["ready"]);
            services.AddActivityLogClients(o => o.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = "meld-test-key" }).UseFakes(meld: meld);
        });
        await host.StartAsync();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready"));

        report.Entries.Should().ContainSingle().Which.Value.Status.Should().Be(HealthStatus.Healthy);
        meld.Journal.Count.Should().Be(1);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task No_secret_is_reported(int status)
    {
        const string Key = "Canary-key-5f3d";
        const string Password = "Canary-password-8a1c";
        await using var setup = new HealthSetup();
        setup.Services.AddActivityLogClients(o =>
        {
            o.Payrep = new PayrepOptions { BaseAddress = new Uri("https://payrep.test"), Email = "canary@example.com", Password = Password };
            o.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = Key };
        }).UseFakes(setup.Payrep, setup.Meld);
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks();
        setup.Meld.Faults.Always(Fault.MeldError(status, Key, Key, Key));
        setup.Payrep.Faults.Always(Fault.PayrepCode(status == 401 ? "41" : "80", Password, status));

        var report = await setup.Time.DriveAsync(setup.CheckAllAsync());

        report.Entries.Should().HaveCount(2).And.OnlyContain(e => e.Value.Status != HealthStatus.Healthy);
        var text = string.Join('\n', report.Entries.Select(e => $"{e.Key} {e.Value.Description} {e.Value.Exception} {string.Join(' ', e.Value.Data)}"));
        Leaks.Forms(Key).Concat(Leaks.Forms(Password)).Should().NotContain(form => text.Contains(form, StringComparison.OrdinalIgnoreCase));
        text.Should().NotContainEquivalentOf("canary");
    }

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static IHost BuildHost(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        add(builder.Services);
        return builder.Build();
    }
}
