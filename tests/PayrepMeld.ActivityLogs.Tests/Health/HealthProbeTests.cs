using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using NSubstitute;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Health.HealthSetup;

namespace PayrepMeld.ActivityLogs.Tests.Health;

/// <summary>The request of their own that checks may send: when, how often, and what becomes of it.</summary>
public sealed class HealthProbeTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    // So that an answer that has come is seen before the time of the probe is up.
    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task A_probe_asks_Meld_for_two_rows_of_the_last_minute()
    {
        await using var setup = OfMeld();

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);

        var request = setup.Meld.Journal.Requests.Should().ContainSingle().Subject;
        (request.Method, request.Path).Should().Be(("GET", "/activity-log"));
        request.QueryParameters().Should().BeEquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["limit"] = "2",
            ["start"] = "2026-04-15T11:59:00.000Z",
            ["end"] = "2026-04-15T12:00:00.000Z",
        });
    }

    [Fact]
    public async Task A_probe_asks_Payrep_for_two_rows_of_today()
    {
        await using var setup = OfPayrep(token: "payrep-test-token");

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);

        var request = setup.Payrep.Journal.Requests.Should().ContainSingle().Subject;
        (request.Method, request.Path).Should().Be(("POST", "/api/v1/security/web/fetch_activity_logs"));
        request.BodyText.Should().Be("""{"start_date":"2026-04-15","end_date":"2026-04-15","limit":2}""");
    }

    [Fact]
    public async Task A_base_address_keeps_its_path()
    {
        await using var setup = new HealthSetup();
        setup.Meld.Options.BasePath = "/gateway";
        setup.Services.AddActivityLogClients(o => o.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test/gateway/"), ApiKey = "meld-test-key" }).UseFakes(meld: setup.Meld);
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks();

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task There_is_one_probe_in_an_interval_whatever_asks_and_whatever_it_brings(bool fails)
    {
        await using var setup = new HealthSetup();
        setup.AddMeld("a", resilience: o => o.MaxRetries = 3);
        setup.AddMeld("b", resilience: o => o.MaxRetries = 3);
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks();
        if (fails)
        {
            setup.Meld.Faults.Always(Fault.Status(503));
        }

        await CheckForAsync(setup, TimeSpan.FromHours(2));

        setup.Meld.Journal.Count.Should().Be(24, "two hours hold 24 times five minutes, and the accounts share one credential");
        var at = setup.Meld.Journal.Requests.Select(request => request.At).ToList();
        at.Zip(at.Skip(1), (one, next) => next - one).Should().OnlyContain(between => between >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Other_credentials_have_probes_of_their_own()
    {
        await using var setup = new HealthSetup();
        setup.Meld.Options.ApiKeys.Add("another-key");
        setup.AddMeld("a");
        setup.AddMeld("b", "another-key");
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks();

        await setup.CheckAllAsync();

        setup.Meld.Journal.Count.Should().Be(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    public async Task Without_an_interval_nothing_is_sent(int? milliseconds)
    {
        await using var setup = OfMeld(o => o.ProbeInterval = milliseconds is { } some ? TimeSpan.FromMilliseconds(some) : null);

        await CheckForAsync(setup, TimeSpan.FromHours(1));

        setup.Meld.Journal.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_log_that_is_read_is_not_probed()
    {
        await using var setup = OfMeld();
        for (var minute = 0; minute < 60; minute++)
        {
            await setup.ReadAsync();
            await setup.CheckAsync();
            setup.Time.Advance(TimeSpan.FromMinutes(1));
        }

        setup.Meld.Journal.Requests.Should().HaveCount(60);
    }

    [Fact]
    public async Task A_probe_that_fails_is_not_repeated_and_the_next_one_mends_it()
    {
        await using var setup = OfMeld();
        setup.Meld.Faults.Enqueue(Fault.Status(401));
        (await setup.CheckAsync()).Data["credentials"].Should().Be("refused");
        setup.Time.Advance(TimeSpan.FromMinutes(4));
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Unhealthy);
        setup.Meld.Journal.Count.Should().Be(1);

        setup.Time.Advance(TimeSpan.FromMinutes(1));

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
        setup.Meld.Journal.Count.Should().Be(2);
    }

    [Fact]
    public async Task One_refusal_among_successes_is_looked_into_at_once()
    {
        await using var setup = OfMeld();
        await setup.ReadAsync();
        setup.Meld.Faults.Enqueue(Fault.Status(403));
        (await setup.ReadAsync())!.Kind.Should().Be(ActivityLogErrorKind.Unauthorized);

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy, "the vendor took the credentials again");
        setup.Meld.Journal.Count.Should().Be(3);
    }

    [Fact]
    public async Task A_handler_that_throws_makes_a_failure_and_its_words_are_not_repeated()
    {
        await using var setup = new HealthSetup();
        var log = new ListLogger();
        var provider = Substitute.For<ILoggerProvider>();
        provider.CreateLogger(Arg.Any<string>()).Returns(log);
        setup.Services.AddLogging(logging => logging.AddProvider(provider));
        setup.Services.AddActivityLogClients(o => o.Meld = new MeldOptions { BaseAddress = new Uri("https://meld.test"), ApiKey = "meld-test-key" })
            .UseFakes(meld: setup.Meld)
            .HttpClient(ActivityLogVendor.Meld).AddHttpMessageHandler(() => new Telling());
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks();

        for (var i = 0; i < 2; i++)
        {
            var entry = await setup.CheckAsync();

            entry.Status.Should().Be(HealthStatus.Degraded);
            entry.Exception.Should().BeNull();
            entry.Description.Should().StartWith("No request to Meld has succeeded yet");
            entry.Data.Should().ContainKey("vendor");
        }

        var line = log.Lines.Should().ContainSingle(l => l.Id.Id == ActivityLogEventIds.HealthProbeFailed).Subject;
        line.Text.Should().Contain("System.InvalidOperationException").And.NotContain("meld-test-key");
        log.Lines.Should().NotContain(l => l.Text.Contains("meld-test-key", StringComparison.Ordinal));
    }

    [Fact, Trait("Fault", "45")]
    public async Task Probes_do_not_hammer_a_refused_login()
    {
        await using var setup = OfPayrep();
        setup.Payrep.Options.RefuseLogin = true;

        await CheckForAsync(setup, TimeSpan.FromHours(1));

        setup.Payrep.LoginCount.Should().BeInRange(3, 4);
        (await setup.CheckAsync()).Data["credentials"].Should().Be("refused");
    }

    [Fact]
    public async Task A_closed_gate_and_an_open_breaker_are_not_probed()
    {
        await using var setup = OfMeld(o => o.ProbeInterval = Step, o => (o.BreakerMinimumAttempts, o.BreakerDuration) = (2, TimeSpan.FromMinutes(5)));
        setup.Meld.Faults.Enqueue(Fault.Status(429, retryAfter: "45"), Fault.Status(503), Fault.Status(503));
        await setup.CheckAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(40));
        await setup.CheckAsync();
        setup.Meld.Journal.Count.Should().Be(1);

        setup.Time.Advance(Step);
        await setup.CheckAsync();
        setup.Time.Advance(Step);
        (await setup.CheckAsync()).Data["breaker"].Should().Be("open");
        setup.Time.Advance(TimeSpan.FromMinutes(4));
        await setup.CheckAsync();
        setup.Meld.Journal.Count.Should().Be(3);

        setup.Time.Advance(TimeSpan.FromMinutes(1));
        (await setup.CheckAsync()).Data["breaker"].Should().Be("closed", "the probe is what the breaker waits for");
    }

    [Fact]
    public async Task Checks_at_once_wait_for_one_probe()
    {
        await using var setup = OfMeld();
        setup.Meld.Faults.Enqueue(Fault.Delayed(TimeSpan.FromSeconds(2)));
        var checks = Enumerable.Range(0, 20).Select(_ => Task.Run(() => setup.CheckAsync())).ToList();
        await setup.Meld.Journal.WaitForAsync(1);

        var all = await setup.Time.DriveAsync(Task.WhenAll(checks), Slowly);

        all.Should().OnlyContain(entry => entry.Status == HealthStatus.Healthy);
        setup.Meld.Journal.Count.Should().Be(1);
    }

    [Fact, Trait("Fault", "7")]
    public async Task Who_leaves_does_not_take_the_probe_along()
    {
        await using var setup = OfMeld();
        setup.Meld.Faults.Enqueue(Fault.Delayed(TimeSpan.FromSeconds(2)));
        using var stop = new CancellationTokenSource();
        var first = setup.CheckAllAsync(stop.Token);
        await setup.Meld.Journal.WaitForAsync(1);

        await stop.CancelAsync();
        await first.Awaiting(f => f.WaitAsync(TimeSpan.FromSeconds(10))).Should().ThrowAsync<OperationCanceledException>();

        (await setup.Time.DriveAsync(setup.CheckAsync(), Slowly)).Status.Should().Be(HealthStatus.Healthy);
        setup.Meld.Journal.Count.Should().Be(1);
    }

    [Fact]
    public async Task A_probe_takes_no_longer_than_its_time_and_then_has_failed()
    {
        await using var setup = OfMeld();
        setup.Meld.Faults.Enqueue(Fault.StallHeaders());

        var check = setup.CheckAsync();
        await setup.Meld.Journal.WaitForAsync(1);
        setup.Time.Advance(TimeSpan.FromSeconds(9.9));
        check.IsCompleted.Should().BeFalse();

        setup.Time.Advance(TimeSpan.FromSeconds(0.1));
        var entry = await check;

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Contain("No request to Meld has succeeded yet");
        setup.Time.Advance(TimeSpan.FromMinutes(16));
        setup.Meld.Faults.Always(Fault.Status(503));
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task A_changed_credential_is_looked_at_anew()
    {
        await using var setup = new HealthSetup();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ActivityLogs:Meld:BaseAddress"] = "https://meld.test",
            ["ActivityLogs:Meld:ApiKey"] = "wrong-key",
        }).Build();
        setup.Services.AddActivityLogClients(configuration).UseFakes(meld: setup.Meld);
        setup.Services.AddHealthChecks().AddActivityLogHealthChecks();
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Unhealthy);

        configuration["ActivityLogs:Meld:ApiKey"] = "meld-test-key";
        configuration.Reload();

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
        setup.Meld.Journal.Count.Should().Be(2);
    }

    /// <summary>Says in its error what it saw.</summary>
    private sealed class Telling : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"It had {request.Headers.Authorization}.");
    }

    /// <summary>Every ten seconds, from four threads at once.</summary>
    private static async Task CheckForAsync(HealthSetup setup, TimeSpan time)
    {
        var end = setup.Time.Elapsed + time;
        while (setup.Time.Elapsed < end)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => setup.CheckAllAsync())));
            setup.Time.Advance(Step);
        }
    }
}
