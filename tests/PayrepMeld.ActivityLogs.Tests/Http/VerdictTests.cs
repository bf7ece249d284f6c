using System.Text;
using PayrepMeld.ActivityLogs.Http;
using static PayrepMeld.ActivityLogs.ActivityLogErrorKind;
using static PayrepMeld.ActivityLogs.Http.VerdictAction;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class VerdictTests
{
    private static Verdict Of(ActivityLogVendor vendor, int status, string body) => Verdict.Of(vendor, status, null, Encoding.UTF8.GetBytes(body));

    private static void Expect(Verdict verdict, string action, ActivityLogErrorKind kind)
    {
        verdict.Action.ToString().Should().Be(action);
        verdict.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData(300, nameof(Refused), Protocol)]
    [InlineData(301, nameof(Refused), Protocol)]
    [InlineData(302, nameof(Refused), Protocol)]
    [InlineData(304, nameof(Refused), Protocol)]
    [InlineData(308, nameof(Refused), Protocol)]
    [InlineData(400, nameof(Refused), Invalid)]
    [InlineData(401, nameof(Renew), Unauthorized)]
    [InlineData(402, nameof(Refused), Invalid)]
    [InlineData(403, nameof(Refused), Unauthorized)]
    [InlineData(404, nameof(Refused), Invalid)]
    [InlineData(405, nameof(Refused), Invalid)]
    [InlineData(407, nameof(Refused), Unavailable)]
    [InlineData(408, nameof(Retry), Unavailable)]
    [InlineData(409, nameof(Refused), Invalid)]
    [InlineData(410, nameof(Refused), Invalid)]
    [InlineData(422, nameof(Refused), Invalid)]
    [InlineData(429, nameof(VerdictAction.Throttled), ActivityLogErrorKind.Throttled)]
    [InlineData(500, nameof(Retry), Unavailable)]
    [InlineData(501, nameof(Refused), Unavailable)]
    [InlineData(502, nameof(Retry), Unavailable)]
    [InlineData(503, nameof(Retry), Unavailable)]
    [InlineData(504, nameof(Retry), Unavailable)]
    [InlineData(505, nameof(Refused), Unavailable)]
    [InlineData(599, nameof(Refused), Unavailable)]
    [InlineData(600, nameof(Refused), Protocol)]
    [InlineData(199, nameof(Refused), Protocol)]
    [Trait("Fault", "8")]
    [Trait("Fault", "9")]
    [Trait("Fault", "13")]
    [Trait("Fault", "14")]
    [Trait("Fault", "15")]
    public void A_status_alone_decides_where_no_envelope_speaks(int status, string action, ActivityLogErrorKind kind)
    {
        foreach (var vendor in new[] { ActivityLogVendor.Payrep, ActivityLogVendor.Meld })
        {
            foreach (var body in new[] { "", "<html>", "{", "[]", "{\"x\":", "{\"status\":false}", "{]}", "\"no\"", "{\"response_code\":\"77\"}" })
            {
                Expect(Of(vendor, status, body), action, kind);
            }
        }
    }

    [Theory]
    [InlineData("01", nameof(Refused), Invalid)]
    [InlineData("02", nameof(Refused), Invalid)]
    [InlineData("50", nameof(Refused), Invalid)]
    [InlineData("41", nameof(Refused), Unauthorized)]
    [InlineData("43", nameof(Refused), Unauthorized)]
    [InlineData("42", nameof(Renew), Unauthorized)]
    [InlineData("80", nameof(Retry), Unavailable)]
    [InlineData("83", nameof(Refused), Unavailable)]
    [InlineData("99", nameof(RetryOnce), Unavailable)]
    [Trait("Fault", "19")]
    [Trait("Fault", "21")]
    [Trait("Fault", "22")]
    [Trait("Fault", "23")]
    [Trait("Fault", "24")]
    public void A_known_Payrep_code_decides_whatever_the_status(string code, string action, ActivityLogErrorKind kind)
    {
        foreach (var status in new[] { 200, 201, 400, 401, 403, 404, 422, 500, 503, 501 })
        {
            foreach (var envelope in new[]
            {
                $$"""{"status":false,"response_code":"{{code}}","message":"why","data":null}""",
                $$"""{"data":[{"a":[1]}],"message":"why","response_code":"{{code}}","status":false}""",
                $$"""{"status":"false","response_code":{{code.TrimStart('0')}},"message":"why"}""",
                $$"""{"status":"error","response_code":" {{code}} ","message":"why"}""",
                $$"""{"response_code":"{{code}}","message":"why"}""",
                $$"""{"status":null,"response_code":"{{code}}","message":"why"}""",
            })
            {
                var verdict = Of(ActivityLogVendor.Payrep, status, envelope);
                Expect(verdict, action, kind);
                verdict.VendorCode.Should().Be(code);
                verdict.VendorMessage.Should().Be("why");
            }
        }
    }

    [Theory]
    [InlineData("01", nameof(Refused), Invalid)]
    [InlineData("02", nameof(Refused), Invalid)]
    [InlineData("41", nameof(Refused), Unauthorized)]
    [InlineData("42", nameof(Renew), Unauthorized)]
    [InlineData("43", nameof(Refused), Unauthorized)]
    [InlineData("50", nameof(VerdictAction.Throttled), ActivityLogErrorKind.Throttled)]
    [InlineData("80", nameof(VerdictAction.Throttled), ActivityLogErrorKind.Throttled)]
    [InlineData("83", nameof(VerdictAction.Throttled), ActivityLogErrorKind.Throttled)]
    [InlineData("99", nameof(VerdictAction.Throttled), ActivityLogErrorKind.Throttled)]
    [InlineData("77", nameof(VerdictAction.Throttled), ActivityLogErrorKind.Throttled)]
    public void A_429_stays_a_429_unless_the_code_says_the_caller_is_at_fault(string code, string action, ActivityLogErrorKind kind)
    {
        var verdict = Of(ActivityLogVendor.Payrep, 429, $$"""{"status":false,"response_code":"{{code}}","message":"slow down"}""");

        Expect(verdict, action, kind);
        verdict.VendorCode.Should().Be(code);
    }

    [Fact]
    [Trait("Fault", "15")]
    public void A_redirect_stays_one_whatever_it_carries() =>
        Expect(Of(ActivityLogVendor.Payrep, 302, """{"status":false,"response_code":"42"}"""), nameof(Refused), Protocol);

    [Theory]
    [InlineData("""{"status":true,"response_code":"00","message":"ok","data":[]}""")]
    [InlineData("""{"status":true,"response_code":"00"}""")]
    [InlineData("""{"status":true,"response_code":"00","data":null}""")]
    [InlineData("""{"status":"true","response_code":0,"data":[]}""")]
    [InlineData("""{"status":"Success","response_code":"0","data":[]}""")]
    [InlineData("""{"data":[{"id":"1"}],"extra":{"a":[{}]},"response_code":"00","status":true}""")]
    [InlineData("""{"message":{"a":1},"status":true,"extra":[],"response_code":"00","data":[]}""")]
    [InlineData("\uFEFF \r\n{\"status\":true,\"response_code\":\"00\",\"data\":[]}\n")]
    [Trait("Fault", "26")]
    public void Payrep_succeeds_where_status_and_code_both_say_so(string body) => Of(ActivityLogVendor.Payrep, 200, body).Action.Should().Be(Success);

    [Fact]
    public void A_successful_page_is_not_scanned_beyond_its_envelope() =>
        Of(ActivityLogVendor.Payrep, 200, """{"status":true,"response_code":"00","data": not scanned at all }""").Action.Should().Be(Success);

    [Theory]
    [InlineData("""{"status":true,"response_code":"41","data":[]}""", "41")]
    [InlineData("""{"status":false,"response_code":"00","data":[]}""", "00")]
    [InlineData("""{"response_code":"00","data":[]}""", "00")]
    [InlineData("""{"status":true,"data":[]}""", null)]
    [InlineData("""{"status":true,"response_code":null,"data":[]}""", null)]
    [InlineData("""{"status":true,"response_code":"","data":[]}""", null)]
    [InlineData("""{"status":false,"response_code":"77","data":[]}""", "77")]
    [InlineData("""{"status":true,"response_code":"000","data":[]}""", "000")]
    [InlineData("""{"status":"perhaps","response_code":"00","data":[]}""", "00")]
    [InlineData("{}", null)]
    [Trait("Fault", "25")]
    public void Anything_between_success_and_error_is_a_protocol_error_with_the_raw_code(string body, string? code)
    {
        var verdict = Of(ActivityLogVendor.Payrep, 200, body);

        Expect(verdict, nameof(Refused), Protocol);
        verdict.VendorCode.Should().Be(code);
    }

    [Theory]
    [InlineData("""{"status":true,"response_code":"41"}""", 503, nameof(Retry), Unavailable)]
    [InlineData("""{"status":true,"response_code":"00","data":[]}""", 500, nameof(Retry), Unavailable)]
    [InlineData("""{"status":false,"response_code":"00"}""", 400, nameof(Refused), Invalid)]
    public void With_an_error_status_a_contradictory_envelope_leaves_the_decision_to_the_status(string body, int status, string action, ActivityLogErrorKind kind) =>
        Expect(Of(ActivityLogVendor.Payrep, status, body), action, kind);
}
