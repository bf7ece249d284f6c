using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Payrep;

public sealed class PayrepSharedTokenTests
{
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(100);
    private readonly PayrepOptions _options = new() { Email = "ops@example.test", Password = "p4ssword" };

    [Fact]
    [Trait("Fault", "43")]
    public async Task A_cancelled_leader_does_not_fail_its_followers()
    {
        var begun = Signal();
        var release = Signal();
        var vendor = new AuthVendor
        {
            OnRefresh = async token =>
            {
                begun.SetResult();
                await release.Task.WaitAsync(token);
                return null;
            },
        };
        var api = SdkStack.Payrep(vendor.Wire, _options, new FakeTime());
        await FetchAsync(api);
        vendor.Expire();
        using var cancel = new CancellationTokenSource();

        var leader = FetchAsync(api, cancel.Token);
        await begun.Task.WaitAsync(Prompt);
        var followers = Enumerable.Range(0, 10).Select(_ => FetchAsync(api)).ToList();
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => leader.WaitAsync(Prompt)).Should().ThrowAsync<OperationCanceledException>();
        release.SetResult();
        await Task.WhenAll(followers).WaitAsync(Prompt);

        (vendor.Logins, vendor.Refreshes).Should().Be((1, 1));
    }

    [Fact]
    [Trait("Fault", "43")]
    public async Task Negative_control_a_renewal_on_the_leaders_token_fails_the_followers()
    {
        using var cancel = new CancellationTokenSource();
        var shared = new PayrepSharedToken((_, _) => Never(cancel.Token), new FakeTime());

        var leader = shared.GetAsync(_ => true, Patient, cancel.Token);
        var follower = shared.GetAsync(_ => true, Patient, CancellationToken.None);
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => leader.WaitAsync(Prompt)).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => follower.WaitAsync(Prompt)).Should().ThrowAsync<OperationCanceledException>("this is the harm");
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task A_caller_that_waits_for_a_login_is_cancelled_at_once_and_nothing_is_left_running()
    {
        var begun = Signal();
        var stopped = Signal();
        var vendor = new AuthVendor
        {
            OnLogin = async token =>
            {
                begun.SetResult();
                using var registration = token.Register(stopped.SetResult);
                await Task.Delay(Timeout.Infinite, token);
                return null;
            },
        };
        using var cancel = new CancellationTokenSource();

        var call = FetchAsync(SdkStack.Payrep(vendor.Wire, _options, new FakeTime()), cancel.Token);
        await begun.Task.WaitAsync(Prompt);
        await cancel.CancelAsync();

        (await FluentActions.Awaiting(() => call.WaitAsync(Prompt)).Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should().Be(cancel.Token);
        await stopped.Task.WaitAsync(Prompt);
        vendor.Pages.Should().Be(0);
    }

    [Fact]
    [Trait("Fault", "7")]
    public async Task A_follower_is_cancelled_at_once_and_the_renewal_goes_on()
    {
        var release = Signal();
        var vendor = new AuthVendor
        {
            OnLogin = async token =>
            {
                await release.Task.WaitAsync(token);
                return null;
            },
        };
        var api = SdkStack.Payrep(vendor.Wire, _options, new FakeTime());
        using var cancel = new CancellationTokenSource();

        var leader = FetchAsync(api);
        var follower = FetchAsync(api, cancel.Token);
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => follower.WaitAsync(Prompt)).Should().ThrowAsync<OperationCanceledException>();
        leader.IsCompleted.Should().BeFalse();
        release.SetResult();
        await leader.WaitAsync(Prompt);

        vendor.Logins.Should().Be(1);
    }

    [Fact]
    public async Task After_everybody_has_left_the_next_caller_begins_a_renewal_of_its_own()
    {
        var runs = 0;
        var credential = PayrepCredential.Of(_options);
        var shared = new PayrepSharedToken((_, own) => Interlocked.Increment(ref runs) == 1
            ? Never(own)
            : Task.FromResult(new PayrepToken("second", credential, refresh: null)), new FakeTime());
        using var cancel = new CancellationTokenSource();
        var abandoned = shared.GetAsync(_ => true, Patient, cancel.Token);
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => abandoned.WaitAsync(Prompt)).Should().ThrowAsync<OperationCanceledException>();

        (await shared.GetAsync(_ => true, Patient, CancellationToken.None).WaitAsync(Prompt)).Access.Should().Be("second");
    }

    [Fact]
    public async Task A_failed_renewal_fails_all_who_waited_and_the_next_caller_tries_again()
    {
        var release = Signal();
        var failure = new ActivityLogException(ActivityLogErrorKind.Unavailable, ActivityLogVendor.Payrep, "down");
        var runs = 0;
        var credential = PayrepCredential.Of(_options);
        var shared = new PayrepSharedToken(async (_, _) =>
        {
            await release.Task;
            return ++runs == 1 ? throw failure : new PayrepToken("second", credential, refresh: null);
        }, new FakeTime());

        var waiting = Enumerable.Range(0, 3).Select(_ => shared.GetAsync(_ => true, Patient, CancellationToken.None)).ToList();
        release.SetResult();

        foreach (var caller in waiting)
        {
            (await FluentActions.Awaiting(() => caller).Should().ThrowAsync<ActivityLogException>()).Which.Should().BeSameAs(failure);
        }

        (await shared.GetAsync(_ => true, Patient, CancellationToken.None)).Access.Should().Be("second");
        runs.Should().Be(2);
    }

    [Fact]
    public async Task A_caller_whose_time_is_up_leaves_the_renewal_to_others()
    {
        var time = new FakeTime();
        var release = Signal();
        var runs = 0;
        var shared = new PayrepSharedToken(async (_, own) =>
        {
            runs++;
            await release.Task.WaitAsync(own);
            return new PayrepToken("renewed", PayrepCredential.Of(_options), refresh: null);
        }, time);

        var hurried = shared.GetAsync(_ => true, TimeSpan.FromSeconds(5), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(5));
        await FluentActions.Awaiting(() => hurried.WaitAsync(Prompt)).Should().ThrowAsync<TimeoutException>();
        await FluentActions.Awaiting(() => shared.GetAsync(_ => true, TimeSpan.FromSeconds(-1), CancellationToken.None)).Should().ThrowAsync<TimeoutException>();
        var patient = shared.GetAsync(_ => true, Patient, CancellationToken.None);
        release.SetResult();

        (await patient.WaitAsync(Prompt)).Access.Should().Be("renewed");
        runs.Should().Be(1);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<PayrepToken> Never(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException();
    }

    private static Task<PayrepActivityPage> FetchAsync(IPayrepApi api, CancellationToken cancellationToken = default) =>
        api.FetchActivityLogsAsync(new PayrepFetchRequest(), cancellationToken: cancellationToken);
}
