using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Tokens that run out, renewals that fail, and credentials that cannot be right. Meld's key cannot be renewed: rows 42 to 45 are Payrep's.</summary>
public sealed class AuthFaultTests
{
    private const ActivityLogVendor Vendor = ActivityLogVendor.Payrep;
    private const string Canary = "Canary-5f3d";

    private static readonly TimeSpan Latch = TimeSpan.FromMinutes(15);

    [Fact, Trait("Fault", "42")]
    public async Task A_thousand_callers_that_meet_an_expired_token_renew_it_once()
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Resilience = r => r.MaxConcurrentRequests = 64;
        });
        await FirstPageAsync(harness);
        harness.Payrep.Vendor.ExpireTokens();
        harness.Payrep.Journal.Clear();

        var callers = Enumerable.Range(0, 1000).Select(_ => FirstPageAsync(harness)).ToArray();
        await harness.DriveAsync(Task.WhenAll(callers));

        callers.Select(c => c.Result.Entries.Count).Should().OnlyContain(count => count == 5);
        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((1, 1));
        harness.Fetches(Vendor).Count.Should().BeInRange(1001, 2000, "each is sent at most twice");
    }

    [Fact, Trait("Fault", "42")]
    public async Task A_thousand_callers_without_a_token_log_in_once()
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Resilience = r => r.MaxConcurrentRequests = 64;
        });

        var callers = Enumerable.Range(0, 1000).Select(_ => FirstPageAsync(harness)).ToArray();
        await harness.DriveAsync(Task.WhenAll(callers));

        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((1, 0));
        harness.Fetches(Vendor).Should().HaveCount(1000);
    }

    [Fact, Trait("Fault", "43")]
    public async Task The_renewing_caller_is_cancelled_and_the_others_succeed()
    {
        await using var harness = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        await FirstPageAsync(harness);
        harness.Payrep.Vendor.ExpireTokens();
        harness.Payrep.Faults.EnqueueFor(Wire.RefreshPath, Fault.Delayed(TimeSpan.FromSeconds(5)));
        harness.Payrep.Journal.Clear();

        using var cancellation = new CancellationTokenSource();
        var leader = FirstPageAsync(harness, cancellation.Token);
        await harness.Payrep.Journal.WaitForAsync(2);
        harness.Payrep.Vendor.RefreshCount.Should().Be(0, "the refresh is on its way");
        var others = Enumerable.Range(0, 20).Select(_ => FirstPageAsync(harness)).ToArray();
        await cancellation.CancelAsync();
        await leader.Invoking(l => l).Should().ThrowAsync<OperationCanceledException>();
        await harness.DriveAsync(Task.WhenAll(others), stalls: true);

        others.Select(o => o.Result.Entries.Count).Should().OnlyContain(count => count == 5);
        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((1, 1));
        harness.Payrep.Journal.For(Wire.RefreshPath).Should().ContainSingle().Which.Aborted.Should().BeFalse();
    }

    [Theory, Trait("Fault", "43")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_renewal_on_the_leaders_own_token_would_fail_the_others(bool guarded)
    {
        // The negative control: the same sharing with the guard switched off does harm.
        using var leaving = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var shared = new PayrepSharedToken(async (_, own) =>
        {
            var answered = answer.Task.WaitAsync(guarded ? own : leaving.Token);
            begun.SetResult();
            await answered;
            return new PayrepToken("access", new PayrepCredential(null, "a@b.example", "password"), refresh: null);
        }, new FakeTime());
        var leader = shared.GetAsync(_ => true, TimeSpan.FromMinutes(1), leaving.Token);
        var follower = shared.GetAsync(_ => true, TimeSpan.FromMinutes(1), CancellationToken.None);
        await begun.Task;

        await leaving.CancelAsync();
        await leader.Invoking(l => l).Should().ThrowAsync<OperationCanceledException>();
        answer.SetResult();

        if (guarded)
        {
            (await follower).Access.Should().Be("access");
        }
        else
        {
            await follower.Invoking(f => f).Should().ThrowAsync<OperationCanceledException>();
        }
    }

    [Fact, Trait("Fault", "43")]
    public async Task A_renewal_that_nobody_waits_for_any_more_is_given_up()
    {
        await using var harness = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        harness.Payrep.Faults.EnqueueFor(Wire.LoginPath, Fault.StallHeaders());
        using var cancellation = new CancellationTokenSource();
        var only = FirstPageAsync(harness, cancellation.Token);
        await harness.Payrep.Journal.WaitForAsync(1);

        await cancellation.CancelAsync();

        await only.Invoking(o => o).Should().ThrowAsync<OperationCanceledException>();
        await harness.DriveAsync(FirstPageAsync(harness));
        harness.Payrep.Journal.For(Wire.LoginPath).Should().HaveCount(2);
    }

    [Theory, Trait("Fault", "44")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refused_refresh_is_followed_by_one_login(bool errorsUseHttpStatus)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Payrep = o => (o.RefuseRefresh, o.ErrorsUseHttpStatus) = (true, errorsUseHttpStatus);
        });
        await FirstPageAsync(harness);
        harness.Payrep.Vendor.ExpireTokens();

        var callers = Enumerable.Range(0, 50).Select(_ => FirstPageAsync(harness)).ToArray();
        await harness.DriveAsync(Task.WhenAll(callers));

        callers.Select(c => c.Result.Entries.Count).Should().OnlyContain(count => count == 5);
        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((2, 1));
    }

    [Theory, Trait("Fault", "45")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refused_login_is_unauthorized_and_not_tried_again_for_15_minutes(bool errorsUseHttpStatus)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Payrep = o => (o.RefuseLogin, o.ErrorsUseHttpStatus) = (true, errorsUseHttpStatus);
        });

        (await harness.ReadAsync(Vendor)).ShouldFail(Vendor, ActivityLogErrorKind.Unauthorized, 1, errorsUseHttpStatus ? 401 : 200, "41");
        harness.Logger.Count(9).Should().Be(1);

        foreach (var wait in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(4.9) })
        {
            harness.Time.Advance(wait);
            (await harness.ReadAsync(Vendor)).ShouldFail(Vendor, ActivityLogErrorKind.Unauthorized, 0, null, "41");
        }

        harness.Payrep.Journal.Count.Should().Be(1, "no login, and no request without a token");

        harness.Payrep.Vendor.Options.RefuseLogin = false;
        harness.Time.Advance(TimeSpan.FromMinutes(0.2));
        (await harness.ReadAsync(Vendor)).Ids.Should().Equal(FaultHarness.Ids(Vendor));
        harness.Payrep.Vendor.LoginCount.Should().Be(2);
    }

    [Fact, Trait("Fault", "45")]
    public async Task A_login_refused_again_latches_again()
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Payrep = o => o.RefuseLogin = true;
        });
        await harness.ReadAsync(Vendor);
        harness.Time.Advance(Latch);

        (await harness.ReadAsync(Vendor)).ShouldFail(Vendor, ActivityLogErrorKind.Unauthorized, 1, 200, "41");
        (await harness.ReadAsync(Vendor)).ShouldFail(Vendor, ActivityLogErrorKind.Unauthorized, 0, null, "41");

        harness.Payrep.Vendor.LoginCount.Should().Be(2);
    }

    [Fact, Trait("Fault", "45")]
    public async Task A_hundred_callers_share_one_refused_login()
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Payrep = o => o.RefuseLogin = true;
        });

        var callers = Enumerable.Range(0, 100).Select(_ => FirstPageAsync(harness)).ToArray();
        await harness.DriveAsync(Task.WhenAll(callers).ContinueWith(_ => { }, TaskScheduler.Default));

        callers.Select(c => ((ActivityLogException)c.Exception!.InnerException!).Kind).Should().OnlyContain(kind => kind == ActivityLogErrorKind.Unauthorized);
        harness.Payrep.Journal.Count.Should().Be(1);
    }

    [Fact, Trait("Fault", "45")]
    public async Task Changed_credentials_are_tried_at_once()
    {
        var password = "wrong";
        using var changes = new OptionsChanges();
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Options = o => o.Payrep!.Password = password;
            s.Builder = b => b.Services.AddSingleton<IOptionsChangeTokenSource<ActivityLogClientsOptions>>(changes);
        });
        (await harness.ReadAsync(Vendor)).ShouldFail(Vendor, ActivityLogErrorKind.Unauthorized, 1, 200, "41");
        (await harness.ReadAsync(Vendor)).ShouldFail(Vendor, ActivityLogErrorKind.Unauthorized, 0, null, "41");

        password = "password";
        changes.Reload();

        (await harness.ReadAsync(Vendor)).Ids.Should().Equal(FaultHarness.Ids(Vendor));
        harness.Payrep.Vendor.LoginCount.Should().Be(2);
    }

    [Theory, Trait("Fault", "46")]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\nX-Injected: 1")]
    [InlineData("é")]
    [InlineData("\u202e")]
    public void A_key_or_token_that_fits_no_header_is_refused_at_start_without_being_shown(string bad)
    {
        foreach (var (key, value) in new[] { ("Payrep:Token", Canary + bad), ("Meld:ApiKey", bad + Canary) })
        {
            Action<IServiceCollection>[] ways =
            [
                services => services.AddActivityLogClients(Settings(key, value)),
                services => services.AddActivityLogClients(o =>
                {
                    o.Payrep = new() { Environment = "Sandbox", Token = key == "Payrep:Token" ? value : "token" };
                    o.Meld = new() { Environment = "Sandbox", ApiKey = key == "Meld:ApiKey" ? value : "key" };
                }),
            ];
            foreach (var register in ways)
            {
                using var services = Build(register);

                var atStart = services.Invoking(s => s.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>().Which;
                var atUse = services.Invoking(s => s.GetRequiredService<IActivityLogClient>()).Should().Throw<OptionsValidationException>().Which;

                foreach (var error in new[] { atStart, atUse })
                {
                    error.Message.Should().Contain(key);
                    error.ToString().Should().NotContain(Canary);
                }
            }
        }
    }

    [Fact, Trait("Fault", "46")]
    public void A_key_and_a_token_that_fit_are_taken_at_start()
    {
        using var services = Build(s => s.AddActivityLogClients(Settings("Meld:ApiKey", Canary)));

        services.Invoking(s => s.GetRequiredService<IStartupValidator>().Validate()).Should().NotThrow();
        services.GetRequiredService<IActivityLogClient>().Should().NotBeNull();
    }

    [Theory, Trait("Fault", "46")]
    [InlineData("\r\nX-Injected: 1")]
    [InlineData("é")]
    public async Task A_token_from_a_callback_or_a_login_that_fits_no_header_is_not_sent_and_not_shown(string bad)
    {
        await using var callback = await FaultHarness.StartAsync(s =>
            s.Options = o => (o.Payrep!.Token, o.Payrep.TokenProvider) = (null, (_, _) => ValueTask.FromResult(Canary + bad)));
        (await callback.ReadAsync(Vendor)).ShouldFail(Vendor, ActivityLogErrorKind.Unauthorized, 0).ToString().Should().NotContain(Canary);
        callback.Payrep.Journal.Count.Should().Be(0);

        await using var login = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        var token = System.Text.Json.JsonEncodedText.Encode(Canary + bad);
        login.Payrep.Faults.EnqueueFor(Wire.LoginPath, Fault.Body($$"""{"status":true,"response_code":"00","data":{"access":"{{token}}"} }"""));
        var error = (await login.ReadAsync(Vendor)).Error!;
        error.Kind.Should().Be(ActivityLogErrorKind.Unauthorized);
        error.ToString().Should().NotContain(Canary);
        login.Fetches(Vendor).Should().BeEmpty();
    }

    private static IConfiguration Settings(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["ActivityLogs:Payrep:Environment"] = "Sandbox",
        ["ActivityLogs:Payrep:Token"] = "token",
        ["ActivityLogs:Meld:Environment"] = "Sandbox",
        ["ActivityLogs:Meld:ApiKey"] = "key",
        [$"ActivityLogs:{key}"] = value,
    }).Build();

    private static ServiceProvider Build(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        register(services);
        return services.BuildServiceProvider();
    }

    private static async Task<ActivityLogPage> FirstPageAsync(FaultHarness harness, CancellationToken cancellationToken = default)
    {
        await using var pages = harness.Client(Vendor).ReadPagesAsync(new() { PrefetchPages = 0 }, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        await pages.MoveNextAsync();
        return pages.Current;
    }

    private sealed class OptionsChanges : IOptionsChangeTokenSource<ActivityLogClientsOptions>, IDisposable
    {
        private CancellationTokenSource _change = new();

        public string Name => ActivityLogClientsOptions.DefaultAccount;

        public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

        public void Reload()
        {
            var before = Interlocked.Exchange(ref _change, new CancellationTokenSource());
            before.Cancel();
            before.Dispose();
        }

        public void Dispose() => _change.Dispose();
    }
}
