using System.Net.Sockets;
using System.Security.Authentication;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class RetryTests
{
    private static string PayrepError(string code, string message = "why") => $$"""{"status":false,"response_code":"{{code}}","message":"{{message}}","data":null}""";

    private static void Expect(ActivityLogException? error, ActivityLogErrorKind kind, int attempts, int? status)
    {
        error.Should().NotBeNull();
        (error!.Kind, error.Attempts, error.StatusCode).Should().Be((kind, attempts, status));
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "8")]
    public async Task A_passing_failure_is_not_seen_by_the_caller(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, number => number < 4 ? Stub.Answer(503) : Stub.Answer(200, Stub.Ok(vendor)));

        using var response = await stub.Time.DriveAsync(stub.SendAsync());

        var body = response.Content.Should().BeOfType<BufferedBody>().Subject;
        (body.Attempts, body.Verdict.Action, body.Account).Should().Be((4, VerdictAction.Success, "main"));
        stub.Time.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(1.7), "it waits longer each time").And.BeLessThan(TimeSpan.FromSeconds(12));
    }

    [Theory]
    [CombinedData(408, 500, 502, 503, 504)]
    [Trait("Fault", "8")]
    public async Task A_lasting_failure_is_tried_four_times(ActivityLogVendor vendor, int status)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(status));
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Unavailable, 4, status);
        stub.Sent.Should().Be(4);
    }

    [Theory]
    [CombinedData(501, 505, 511)]
    [Trait("Fault", "9")]
    public async Task Other_server_errors_are_not_repeated(ActivityLogVendor vendor, int status)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(status));
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Unavailable, 1, status);
    }

    [Theory]
    [CombinedData(400, 404, 422)]
    [Trait("Fault", "13")]
    public async Task A_wrong_request_is_not_repeated_and_comes_with_the_vendors_words(ActivityLogVendor vendor, int status)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(status, vendor == ActivityLogVendor.Payrep
            ? PayrepError("01", "start_date is wrong")
            : """{"code":"BAD","message":"start_date is wrong"}"""));
        var error = await stub.RunAsync();
        Expect(error, ActivityLogErrorKind.Invalid, 1, status);
        error!.Message.Should().Contain("start_date is wrong").And.Contain(vendor.ToString());
    }

    [Theory]
    [CombinedData(401, 403)]
    [Trait("Fault", "14")]
    public async Task Refused_credentials_are_not_repeated(ActivityLogVendor vendor, int status)
    {
        using var stub = new Stub(vendor, _ => Stub.Answer(status));
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Unauthorized, 1, status);
    }

    [Theory]
    [CombinedData(301, 302, 307, 308)]
    [Trait("Fault", "15")]
    public async Task A_redirect_is_not_followed(ActivityLogVendor vendor, int status)
    {
        using var stub = new Stub(vendor, _ =>
        {
            var response = Stub.Answer(status);
            response.Headers.Location = new Uri("https://elsewhere.test/");
            return response;
        });
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Protocol, 1, status);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "17")]
    public async Task Html_is_tried_once_more(ActivityLogVendor vendor)
    {
        using var lasting = new Stub(vendor, _ => Stub.Answer(200, "<html>"));
        Expect(await lasting.RunAsync(), ActivityLogErrorKind.Protocol, 2, 200);

        using var passing = new Stub(vendor, number => Stub.Answer(200, number == 1 ? "<html>" : Stub.Ok(vendor)));
        (await passing.RunAsync()).Should().BeNull();
    }

    [Theory]
    [InlineData("01", ActivityLogErrorKind.Invalid, 1)]
    [InlineData("02", ActivityLogErrorKind.Invalid, 1)]
    [InlineData("50", ActivityLogErrorKind.Invalid, 1)]
    [InlineData("41", ActivityLogErrorKind.Unauthorized, 1)]
    [InlineData("43", ActivityLogErrorKind.Unauthorized, 1)]
    [InlineData("42", ActivityLogErrorKind.Unauthorized, 1)]
    [InlineData("80", ActivityLogErrorKind.Unavailable, 4)]
    [InlineData("83", ActivityLogErrorKind.Unavailable, 1)]
    [InlineData("99", ActivityLogErrorKind.Unavailable, 2)]
    [InlineData("77", ActivityLogErrorKind.Protocol, 1)]
    [Trait("Fault", "20")]
    [Trait("Fault", "21")]
    [Trait("Fault", "22")]
    [Trait("Fault", "23")]
    [Trait("Fault", "24")]
    [Trait("Fault", "25")]
    public async Task Errors_inside_200_are_treated_by_their_code(string code, ActivityLogErrorKind kind, int attempts)
    {
        using var stub = new Stub(ActivityLogVendor.Payrep, _ => Stub.Answer(200, PayrepError(code, "request id: r-1")));
        var error = await stub.RunAsync();
        Expect(error, kind, attempts, 200);
        error!.VendorCode.Should().Be(code);
        error.RequestId.Should().Be(code == "99" ? "r-1" : null);
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "4")]
    public async Task A_reset_before_headers_is_retried(ActivityLogVendor vendor)
    {
        var reset = new HttpRequestException("reset", new IOException("reset", new SocketException((int)SocketError.ConnectionReset)));
        using var lasting = new Stub(vendor, (_, _) => Task.FromException<HttpResponseMessage>(reset));
        var error = await lasting.RunAsync();
        Expect(error, ActivityLogErrorKind.Unavailable, 4, null);
        error!.InnerException.Should().BeSameAs(reset);

        using var passing = new Stub(vendor, (number, _) => number < 3
            ? Task.FromException<HttpResponseMessage>(new HttpIOException(HttpRequestError.ResponseEnded))
            : Task.FromResult(Stub.Answer(200, Stub.Ok(vendor))));
        (await passing.RunAsync()).Should().BeNull();
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "3")]
    public async Task A_certificate_is_not_tried_again(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, (_, _) => Task.FromException<HttpResponseMessage>(
            new HttpRequestException(HttpRequestError.SecureConnectionError, "TLS", new AuthenticationException("expired"))));
        var error = await stub.RunAsync();
        Expect(error, ActivityLogErrorKind.Unavailable, 1, null);
        error!.Message.Should().Contain("certificate");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    [Trait("Fault", "2")]
    public async Task A_connection_not_made_in_time_is_retried(ActivityLogVendor vendor)
    {
        using var stub = new Stub(vendor, (_, _) => Task.FromException<HttpResponseMessage>(new TaskCanceledException("slow", new TimeoutException())));
        Expect(await stub.RunAsync(), ActivityLogErrorKind.Unavailable, 4, null);
    }

    [Theory]
    [InlineData(PayrepPaths.Login)]
    [InlineData(PayrepPaths.Refresh)]
    [InlineData("/base" + PayrepPaths.Login)]
    public async Task A_login_or_refresh_is_repeated_only_if_no_connection_was_made(string path)
    {
        foreach (var answer in new Func<Task<HttpResponseMessage>>[]
        {
            () => Task.FromResult(Stub.Answer(503)),
            () => Task.FromResult(Stub.Answer(429, "", "1")),
            () => Task.FromResult(Stub.Answer(200, "<html>")),
            () => Task.FromException<HttpResponseMessage>(new HttpRequestException("reset", new IOException())),
            () => Task.FromException<HttpResponseMessage>(new HttpIOException(HttpRequestError.ResponseEnded)),
        })
        {
            using var once = new Stub(ActivityLogVendor.Payrep, (_, _) => answer());
            (await once.RunAsync(once.Request(path))).Should().NotBeNull();
            once.Sent.Should().Be(1);
        }

        foreach (var error in new[] { HttpRequestError.ConnectionError, HttpRequestError.NameResolutionError, HttpRequestError.SecureConnectionError })
        {
            using var again = new Stub(ActivityLogVendor.Payrep, (_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException(error)));
            Expect(await again.RunAsync(again.Request(path)), ActivityLogErrorKind.Unavailable, 4, null);
        }
    }
}
