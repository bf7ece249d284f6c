using System.Buffers;
using System.Net;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Payrep;

public sealed class PayrepRenewalTests
{
    private readonly FakeTime _time = new();
    private readonly PayrepOptions _options = new() { Email = "ops@example.test", Password = "p4ssword" };

    [Fact]
    public async Task A_login_precedes_the_first_request_and_serves_the_next()
    {
        var vendor = new AuthVendor();
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);

        await FetchAsync(api);
        await FetchAsync(api);

        vendor.Wire.Sent.Select(r => (r.Address.AbsolutePath, r.Authorization)).Should().Equal(
            (PayrepPaths.Login, null),
            (PayrepPaths.ActivityLogs, "Bearer access-1"),
            (PayrepPaths.ActivityLogs, "Bearer access-1"));
        vendor.Wire.Sent[0].BodyText.Should().Be("""{"email":"ops@example.test","password":"p4ssword"}""");
    }

    [Theory]
    [Trait("Fault", "19")]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task Code_42_renews_the_token_and_replays_the_request_once(HttpStatusCode status)
    {
        var vendor = new AuthVendor { Refusal = () => WireStub.PayrepError("42", status) };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();

        await FetchAsync(api);

        vendor.Wire.Sent.Select(r => r.Authorization ?? r.Address.AbsolutePath).Should().Equal(
            PayrepPaths.Login,
            "Bearer access-1",
            "Bearer access-1",
            PayrepPaths.Refresh,
            "Bearer access-2");
        vendor.Wire.Sent[^1].BodyText.Should().Be(vendor.Wire.Sent[^3].BodyText);
    }

    [Fact]
    public async Task A_bare_401_renews_as_code_42_does()
    {
        var vendor = new AuthVendor { Refusal = () => new HttpResponseMessage(HttpStatusCode.Unauthorized) };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();

        await FetchAsync(api);

        (vendor.Logins, vendor.Refreshes, vendor.Pages).Should().Be((1, 1, 3));
    }

    [Fact]
    [Trait("Fault", "20")]
    public async Task Code_42_after_renewal_is_Unauthorized()
    {
        var vendor = new AuthVendor();
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        vendor.OnPage = _ =>
        {
            vendor.Expire();
            return Task.CompletedTask;
        };

        var error = (await FluentActions.Awaiting(() => FetchAsync(api)).Should().ThrowAsync<ActivityLogException>()).Which;

        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = "42", StatusCode = 401, Attempts = 2 });
        (vendor.Logins, vendor.Refreshes, vendor.Pages).Should().Be((1, 1, 2));
    }

    [Theory]
    [Trait("Fault", "22")]
    [InlineData("41", HttpStatusCode.OK)]
    [InlineData("41", HttpStatusCode.Unauthorized)]
    [InlineData("43", HttpStatusCode.OK)]
    [InlineData("43", HttpStatusCode.Forbidden)]
    public async Task Codes_41_and_43_are_neither_retried_nor_renewed(string code, HttpStatusCode status)
    {
        var vendor = new AuthVendor { Refusal = () => WireStub.PayrepError(code, status) };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();

        var error = (await FluentActions.Awaiting(() => FetchAsync(api)).Should().ThrowAsync<ActivityLogException>()).Which;

        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = code, StatusCode = (int)status, Attempts = 1 });
        (vendor.Logins, vendor.Refreshes, vendor.Pages).Should().Be((1, 0, 2));
    }

    [Fact]
    [Trait("Fault", "42")]
    public async Task A_thousand_callers_with_an_expired_token_renew_it_once()
    {
        var vendor = new AuthVendor();
        _options.Resilience.MaxConcurrentRequests = 256;
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();
        var allAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        vendor.OnPage = _ => allAsked.Task;

        // All of them have taken the old token before the first is told that it has expired.
        var calls = Enumerable.Range(0, 1000).Select(_ => FetchAsync(api)).ToList();
        vendor.OnPage = _ => Task.CompletedTask;
        allAsked.SetResult();
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30));

        (vendor.Logins, vendor.Refreshes).Should().Be((1, 1));
        vendor.Pages.Should().Be(1 + 2000, "each request was refused once and replayed once");
    }

    [Fact]
    public async Task A_late_refusal_of_an_old_token_does_not_renew_again()
    {
        var vendor = new AuthVendor();
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        var late = new TaskCompletionSource();
        vendor.OnPage = _ => late.Task;
        var slow = FetchAsync(api);
        vendor.OnPage = _ => Task.CompletedTask;
        vendor.Expire();
        await FetchAsync(api);

        late.SetResult();
        await slow;

        (vendor.Logins, vendor.Refreshes).Should().Be((1, 1));
    }

    [Fact]
    [Trait("Fault", "44")]
    public async Task A_refused_refresh_leads_to_one_login()
    {
        var vendor = new AuthVendor { OnRefresh = _ => Task.FromResult<HttpResponseMessage?>(WireStub.PayrepError("42", HttpStatusCode.Unauthorized)) };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();

        await Task.WhenAll(FetchAsync(api), FetchAsync(api), FetchAsync(api));

        (vendor.Logins, vendor.Refreshes).Should().Be((2, 1));
    }

    [Theory]
    [Trait("Fault", "44")]
    [InlineData(200, """{"status":true,"response_code":"00","message":"ok","data":{}}""")]
    [InlineData(200, """{"status":true,"response_code":"00","message":"ok","data":{"access":""}}""")]
    [InlineData(200, """{"status":true,"response_code":"00","message":"ok","data":{"access":"a\nb"}}""")]
    [InlineData(200, """{"status":true,"response_code":"00","message":"ok","data":{"access":"access-1"}}""")]
    [InlineData(200, """{"status":true,"response_code":"00","message":"ok"}""")]
    [InlineData(200, """{"status":true,"response_code":"77","message":"ok"}""")]
    [InlineData(200, "<html>")]
    [InlineData(302, "")]
    [InlineData(403, "")]
    [InlineData(404, "")]
    public async Task A_refresh_that_brings_no_token_leads_to_one_login(int status, string body)
    {
        var vendor = new AuthVendor { OnRefresh = _ => Task.FromResult<HttpResponseMessage?>(WireStub.Json(body, (HttpStatusCode)status)) };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();

        await Task.WhenAll(FetchAsync(api), FetchAsync(api), FetchAsync(api));

        (vendor.Logins, vendor.Refreshes).Should().Be((2, 1));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task A_refused_token_that_was_asked_about_does_not_renew_our_own(HttpStatusCode status)
    {
        var vendor = new AuthVendor { OnVerify = () => WireStub.PayrepError("42", status) };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);

        var verify = () => api.VerifyAsync(new PayrepVerifyRequest { Token = "somebody-elses" });

        (await FluentActions.Awaiting(verify).Should().ThrowAsync<ActivityLogException>()).Which
            .Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, VendorCode = "42", Attempts = 1 });
        (vendor.Logins, vendor.Refreshes).Should().Be((1, 0));
    }

    [Fact]
    public async Task A_refused_refresh_token_is_not_offered_again_when_the_login_after_it_fails()
    {
        var vendor = new AuthVendor { OnRefresh = _ => Task.FromResult<HttpResponseMessage?>(WireStub.PayrepError("01", HttpStatusCode.BadRequest)) };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();
        vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(WireStub.PayrepError("83"));
        await FluentActions.Awaiting(() => FetchAsync(api)).Should().ThrowAsync<ActivityLogException>().Where(e => e.Kind == ActivityLogErrorKind.Unavailable);
        vendor.OnLogin = _ => Task.FromResult<HttpResponseMessage?>(null);

        await FetchAsync(api);

        (vendor.Logins, vendor.Refreshes).Should().Be((3, 1));
    }

    [Fact]
    public async Task A_refresh_that_fails_in_transport_is_that_failure_and_no_login()
    {
        var vendor = new AuthVendor { OnRefresh = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset") };
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        vendor.Expire();

        await FluentActions.Awaiting(() => _time.DriveAsync(FetchAsync(api))).Should().ThrowAsync<ActivityLogException>()
            .Where(e => e.Kind == ActivityLogErrorKind.Unavailable);

        (vendor.Logins, vendor.Refreshes).Should().Be((1, 1));
    }

    [Fact]
    public async Task Changed_credentials_log_in_anew()
    {
        var vendor = new AuthVendor();
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        await FetchAsync(api);
        _options.Email = "other@example.test";

        await FetchAsync(api);

        (vendor.Logins, vendor.Refreshes).Should().Be((2, 0));
        vendor.Wire.Sent[^2].BodyText.Should().Contain("other@example.test");
    }

    [Fact]
    public async Task The_refused_answer_is_given_back_before_the_wait_for_a_new_token()
    {
        var replayed = new ByteArrayContent([]);
        var wasOpen = true;
        var vendor = new AuthVendor();
        var api = SdkStack.Payrep(vendor.Wire, _options, _time);
        var channel = SdkStack.Channel(ActivityLogVendor.Payrep, time: _time);
        var body = new BufferedBody(ArrayPool<byte>.Shared.Rent(1), 1)
        {
            Vendor = ActivityLogVendor.Payrep,
            Account = "default",
            Verdict = new Verdict(VerdictAction.Renew, ActivityLogErrorKind.Unauthorized),
            StatusCode = 401,
            Attempts = 1,
        };
        vendor.OnRefresh = _ =>
        {
            wasOpen = IsOpen(body);
            return Task.FromResult<HttpResponseMessage?>(null);
        };
        var answers = new Queue<HttpContent>([body, replayed]);
        using var client = new HttpClient(new PayrepTokenHandler(new PayrepTokenSource(() => _options, () => api, channel))
        {
            InnerHandler = new WireStub(_ => new HttpResponseMessage { Content = answers.Dequeue() }),
        });

        using var response = await client.GetAsync("https://vendor.test/page", HttpCompletionOption.ResponseHeadersRead);

        vendor.Refreshes.Should().Be(1);
        wasOpen.Should().BeFalse();
    }

    [Fact]
    public async Task The_paths_of_login_and_refresh_are_known_under_a_base_path_too()
    {
        var handler = new PayrepTokenHandler(new PayrepTokenSource(() => _options, () => throw new InvalidOperationException(), SdkStack.Channel(ActivityLogVendor.Payrep)))
        {
            InnerHandler = new WireStub(_ => new HttpResponseMessage()),
        };
        using var client = new HttpClient(handler);

        using var login = await client.PostAsync("https://vendor.test/prefix" + PayrepPaths.Login, content: null);
        using var refresh = await client.PostAsync("https://vendor.test/prefix" + PayrepPaths.Refresh, content: null);

        login.RequestMessage!.Headers.Authorization.Should().BeNull();
        refresh.RequestMessage!.Headers.Authorization.Should().BeNull();
    }

    private static bool IsOpen(BufferedBody body)
    {
        try
        {
            return body.Span.Length >= 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static Task<PayrepActivityPage> FetchAsync(IPayrepApi api, CancellationToken cancellationToken = default) =>
        api.FetchActivityLogsAsync(new PayrepFetchRequest { Limit = 5 }, cancellationToken: cancellationToken);
}
