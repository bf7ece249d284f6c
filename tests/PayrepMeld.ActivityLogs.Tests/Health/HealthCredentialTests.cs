using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Testing;
using static PayrepMeld.ActivityLogs.Tests.Health.HealthSetup;

namespace PayrepMeld.ActivityLogs.Tests.Health;

/// <summary>When credentials count as refused, and what mends that.</summary>
public sealed class HealthCredentialTests
{
    private const string FetchPath = "/fetch_activity_logs";

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refused_key_is_unhealthy_until_it_is_taken(int status)
    {
        await using var setup = OfMeld(NoProbe);
        await setup.ReadAsync();
        setup.Meld.Faults.Enqueue(Fault.Status(status));
        await setup.ReadAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(30));

        var entry = await setup.CheckAsync();
        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Data["credentials"].Should().Be("refused");
        entry.Data["credentialsRefusedForSeconds"].Should().Be(30d);

        await setup.ReadAsync();
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact, Trait("Fault", "19")]
    public async Task A_token_that_is_renewed_and_taken_is_refused_at_no_instant()
    {
        await using var setup = OfPayrep(NoProbe);
        await setup.ReadAsync();
        setup.Payrep.ExpireTokens();
        var seen = new List<ChannelState>();
        void Look() => seen.Add(setup.PayrepState());
        setup.Payrep.Faults.EnqueueFor("/auth/web/refresh", Fault.Do(Look));
        setup.Payrep.Faults.EnqueueFor(FetchPath, Fault.None, Fault.Do(Look));

        (await setup.ReadAsync()).Should().BeNull();
        Look();

        seen.Should().HaveCount(3).And.OnlyContain(state => state.RefusedFor == null && state.FailingFor == null && state.IsAccepted);
    }

    [Fact, Trait("Fault", "20")]
    public async Task A_token_refused_again_after_renewal_is_refused_and_stays_so_through_the_next_renewal()
    {
        await using var setup = OfPayrep(NoProbe);
        await setup.ReadAsync();
        setup.Payrep.Options.RefuseRefresh = true;
        var during = new List<bool>();
        setup.Payrep.Faults.When(
            request =>
            {
                during.Add(setup.PayrepState().RefusedFor is not null);
                return request.Path.EndsWith(FetchPath, StringComparison.Ordinal);
            },
            Fault.PayrepCode("42"));

        await setup.ReadAsync();
        (await setup.CheckAsync()).Data["credentials"].Should().Be("refused");
        during.Should().Equal([false, false, false, false], "the request, the refresh, the login and the replay come first");
        during.Clear();
        await setup.ReadAsync();

        during.Should().Equal([true, true, true, true], "a login that is taken does not mend a token that is not");
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Fact, Trait("Fault", "45")]
    public async Task A_refused_login_is_unhealthy_while_it_is_latched_and_until_one_succeeds()
    {
        await using var setup = OfPayrep(NoProbe);
        setup.Payrep.Options.RefuseLogin = true;
        await setup.ReadAsync();
        setup.Time.Advance(TimeSpan.FromMinutes(14));
        await setup.ReadAsync();
        setup.Payrep.LoginCount.Should().Be(1);
        var entry = await setup.CheckAsync();
        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Data["credentialsRefusedForSeconds"].Should().Be(14d * 60);

        setup.Payrep.Options.RefuseLogin = false;
        setup.Time.Advance(TimeSpan.FromMinutes(2));
        await setup.ReadAsync();

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_login_alone_tells_of_the_credentials_and_is_no_success()
    {
        await using var setup = OfPayrep(NoProbe);
        setup.Payrep.Options.RefuseLogin = true;
        await setup.ReadAsync();
        setup.Payrep.Options.RefuseLogin = false;
        setup.Payrep.Faults.When(request => request.Path.EndsWith(FetchPath, StringComparison.Ordinal), Fault.Status(503));
        setup.Time.Advance(TimeSpan.FromMinutes(15.1));
        await setup.ReadAsync();

        var entry = await setup.CheckAsync();
        entry.Data["credentials"].Should().Be("accepted");
        entry.Data.Should().NotContainKey("lastSuccess");
        entry.Status.Should().Be(HealthStatus.Unhealthy, "nothing has succeeded for more than 15 minutes");
    }

    [Fact]
    public async Task A_login_that_finds_no_vendor_counts_as_a_failure()
    {
        await using var setup = OfPayrep(NoProbe);
        setup.Payrep.Faults.Always(Fault.Status(503));
        await setup.ReadAsync();
        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Degraded);
        setup.Time.Advance(TimeSpan.FromMinutes(16));

        var entry = await setup.CheckAsync();
        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Data["credentials"].Should().Be("unknown");
    }

    [Fact]
    public async Task A_given_token_that_has_run_out_is_refused()
    {
        await using var setup = OfPayrep(NoProbe, "payrep-test-token");
        await setup.ReadAsync();
        setup.Payrep.ExpireTokens();
        await setup.ReadAsync();

        (await setup.CheckAsync()).Data["credentials"].Should().Be("refused");
    }

    [Fact]
    public async Task Other_endpoints_show_neither_success_nor_refusal()
    {
        await using var setup = OfPayrep(NoProbe, "payrep-test-token");
        var api = setup.Provider.GetRequiredService<IPayrepApi>();
        await api.FetchAuditLogsAsync(new PayrepFetchRequest());
        (await setup.CheckAsync()).Data.Should().NotContainKey("lastSuccess");
        await setup.ReadAsync();

        await api.Awaiting(a => a.VerifyAsync(new PayrepVerifyRequest { Token = "another" })).Should().ThrowAsync<ActivityLogException>();
        await api.Awaiting(a => a.LoginAsync(new PayrepLoginRequest { Email = "else@example.com", Password = "wrong" })).Should().ThrowAsync<ActivityLogException>();
        setup.Payrep.Faults.Enqueue(Fault.PayrepCode("43"));
        await api.Awaiting(a => a.FetchAuditLogsAsync(new PayrepFetchRequest())).Should().ThrowAsync<ActivityLogException>();

        (await setup.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }
}
