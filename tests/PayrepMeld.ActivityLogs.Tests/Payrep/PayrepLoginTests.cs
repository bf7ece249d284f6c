using System.Net;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Payrep;

public sealed class PayrepLoginTests
{
    private readonly FakeTime _time = new();
    private readonly PayrepOptions _options = new() { Email = "ops@example.test", Password = "p4ssword" };
    private readonly AuthVendor _vendor = new() { OnLogin = _ => Task.FromResult<HttpResponseMessage?>(WireStub.PayrepError("41", HttpStatusCode.Unauthorized)) };

    [Fact]
    [Trait("Fault", "45")]
    public async Task A_refused_login_is_Unauthorized_and_not_repeated()
    {
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);

        (await FailAsync(api)).Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = "41", StatusCode = 401, Attempts = 1 });
        (await FailAsync(api)).Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = "41", StatusCode = (int?)null, Attempts = 0 });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => FailAsync(api)));

        _vendor.Wire.Sent.Should().ContainSingle("the second and all later calls sent nothing");
    }

    [Theory]
    [Trait("Fault", "45")]
    [InlineData("01", HttpStatusCode.OK)]
    [InlineData("02", HttpStatusCode.BadRequest)]
    [InlineData("50", HttpStatusCode.UnprocessableEntity)]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.UnprocessableEntity)]
    public async Task A_login_called_wrong_is_a_refused_login_too(string? code, HttpStatusCode status)
    {
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(code is null ? new HttpResponseMessage(status) : WireStub.PayrepError(code, status, "no such user"));
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);

        var error = await FailAsync(api);
        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = code, StatusCode = (int)status, Attempts = 1 });
        error.Message.Should().Contain("refused the login").And.Contain("Check the credentials").And.NotContain("query");
        if (code is not null)
        {
            error.Message.Should().Contain("no such user");
        }

        (await FailAsync(api)).Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = code, Attempts = 0 });
        _vendor.Logins.Should().Be(1);
    }

    [Fact]
    public async Task A_login_endpoint_that_is_not_there_is_no_refused_login()
    {
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(new HttpResponseMessage(HttpStatusCode.NotFound));
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);

        (await FailAsync(api)).Kind.Should().Be(ActivityLogErrorKind.Invalid);
        (await FailAsync(api)).Attempts.Should().Be(1);
    }

    [Fact]
    [Trait("Fault", "45")]
    public async Task A_refused_login_is_tried_again_after_15_minutes_whatever_the_wall_clock_does()
    {
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);
        await FailAsync(api);

        _time.JumpWallClock(TimeSpan.FromDays(1));
        _time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        await FailAsync(api);
        _vendor.Logins.Should().Be(1);

        _time.JumpWallClock(TimeSpan.FromDays(-2));
        _time.Advance(TimeSpan.FromTicks(1));
        await FailAsync(api);
        _vendor.Logins.Should().Be(2);
    }

    [Theory]
    [Trait("Fault", "45")]
    [InlineData("other@example.test", "p4ssword")]
    [InlineData("ops@example.test", "corrected")]
    public async Task A_refused_login_is_tried_again_when_the_credentials_change(string email, string password)
    {
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);
        await FailAsync(api);
        _options.Email = email;
        _options.Password = password;
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(null);

        await FetchAsync(api);

        _vendor.Logins.Should().Be(2);
    }

    [Fact]
    [Trait("Fault", "45")]
    public async Task A_login_refused_during_a_renewal_is_latched_before_the_old_token_is_sent_again()
    {
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(null);
        _vendor.OnRefresh = _ => Task.FromResult<HttpResponseMessage?>(WireStub.PayrepError("42"));
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);
        await FetchAsync(api);
        _vendor.Expire();
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(WireStub.PayrepError("41"));
        await FailAsync(api);

        var error = await FailAsync(api);

        error.Attempts.Should().Be(0);
        (_vendor.Logins, _vendor.Refreshes, _vendor.Pages).Should().Be((2, 1, 2));
    }

    [Fact]
    [Trait("Fault", "45")]
    public async Task Callers_that_arrive_while_a_login_is_refused_do_not_log_in_again()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _vendor.OnLogin = async token =>
        {
            await release.Task.WaitAsync(token);
            return WireStub.PayrepError("41");
        };
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);

        var calls = Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            if (i == 100)
            {
                release.SetResult();
            }

            return await FailAsync(api);
        })).ToList();
        var errors = await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30));

        errors.Should().OnlyContain(e => e.Kind == ActivityLogErrorKind.Unauthorized);
        _vendor.Logins.Should().Be(1);
    }

    [Fact]
    [Trait("Fault", "45")]
    public async Task A_renewal_begun_after_the_refusal_by_a_caller_that_looked_before_it_sends_nothing()
    {
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);
        var login = new PayrepLogin(() => api, SdkStack.Channel(ActivityLogVendor.Payrep, time: _time));
        var credential = PayrepCredential.Of(_options);
        login.ThrowIfLatched(credential);
        var renew = () => login.RenewAsync(credential, known: null, CancellationToken.None);

        await FluentActions.Awaiting(renew).Should().ThrowAsync<ActivityLogException>().Where(e => e.Attempts == 1);
        await FluentActions.Awaiting(renew).Should().ThrowAsync<ActivityLogException>().Where(e => e.Attempts == 0);

        _vendor.Logins.Should().Be(1);
    }

    [Fact]
    public async Task A_login_that_fails_for_another_reason_is_not_latched()
    {
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(WireStub.PayrepError("83"));
        var api = SdkStack.Payrep(_vendor.Wire, _options, _time);
        (await FailAsync(api)).Kind.Should().Be(ActivityLogErrorKind.Unavailable);
        _vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(null);

        await FetchAsync(api);

        _vendor.Logins.Should().Be(2);
    }

    private static Task<PayrepActivityPage> FetchAsync(IPayrepApi api) => api.FetchActivityLogsAsync(new PayrepFetchRequest());

    private static async Task<ActivityLogException> FailAsync(IPayrepApi api) =>
        (await FluentActions.Awaiting(() => FetchAsync(api)).Should().ThrowAsync<ActivityLogException>()).Which;
}
