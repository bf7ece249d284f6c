using System.Net;
using System.Text;
using PayrepMeld.ActivityLogs.Http;
using static PayrepMeld.ActivityLogs.ActivityLogErrorKind;
using static PayrepMeld.ActivityLogs.Http.VerdictAction;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class VerdictTests
{
    private static Verdict Of(ActivityLogVendor vendor, int status, string body) => Verdict.Of(vendor, status, null, Encoding.UTF8.GetBytes(body));

    private static Verdict Of(ActivityLogVendor vendor, int status, byte[] body) => Verdict.Of(vendor, status, null, body);

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

    [Theory]
    [InlineData("<html><body>502</body></html>")]
    [InlineData("  <!doctype html>")]
    [InlineData("upstream connect error")]
    [InlineData("truely")]
    [InlineData("OK")]
    [Trait("Fault", "17")]
    public void Text_with_200_is_worth_one_more_try(string body)
    {
        Expect(Of(ActivityLogVendor.Payrep, 200, body), nameof(RetryOnce), Protocol);
        Expect(Of(ActivityLogVendor.Meld, 200, body), nameof(RetryOnce), Protocol);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n ")]
    [InlineData("\uFEFF")]
    [InlineData("{")]
    [InlineData("""{"status":true,"response_code":"00","data":[{"id":"1"}""" + ",")]
    [InlineData("""{"activities":[{"key":"a"},{"ke""")]
    [Trait("Fault", "5")]
    public void A_body_cut_off_is_retried(string body)
    {
        Expect(Of(ActivityLogVendor.Payrep, 200, body), nameof(Retry), Protocol);
        Expect(Of(ActivityLogVendor.Meld, 200, body), nameof(Retry), Protocol);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("-1")]
    [InlineData("true")]
    [InlineData("null")]
    [Trait("Fault", "27")]
    public void Json_that_is_no_object_is_a_protocol_error(string body)
    {
        Expect(Of(ActivityLogVendor.Payrep, 200, body), nameof(Refused), Protocol);
        Expect(Of(ActivityLogVendor.Meld, 200, body), nameof(Refused), Protocol);
    }

    [Theory]
    [InlineData("{]}")]
    [InlineData("""{"status" true}""")]
    [InlineData("""{"status":true,"response_code":"41"} {}""")]
    [InlineData("{'status':true}")]
    [Trait("Fault", "27")]
    public void A_broken_Payrep_envelope_is_a_protocol_error(string body) => Expect(Of(ActivityLogVendor.Payrep, 200, body), nameof(Refused), Protocol);

    [Theory]
    [InlineData("failed, see 0f8fad5b-d9cb-469f-a165-70867728950e please", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("Internal error. Request ID: req-81.a", "req-81.a")]
    [InlineData("Internal error (request_id=ab_12)", "ab_12")]
    [InlineData("requestId abc123.", "abc123")]
    [InlineData("requestId:\"q\"", "q")]
    [InlineData("the request idled", null)]
    [InlineData("nothing here", null)]
    [Trait("Fault", "24")]
    public void The_request_id_of_an_internal_error_is_taken_from_its_message(string message, string? requestId) =>
        Of(ActivityLogVendor.Payrep, 200, "{\"status\":false,\"response_code\":\"99\",\"message\":" + System.Text.Json.JsonSerializer.Serialize(message) + "}")
            .RequestId.Should().Be(requestId);

    [Theory]
    [InlineData(200, """{"activities":[],"count":0}""")]
    [InlineData(200, """{"anything":1}""")]
    [InlineData(206, "{}")]
    public void Meld_succeeds_with_any_object(int status, string body) => Of(ActivityLogVendor.Meld, status, body).Action.Should().Be(Success);

    [Theory]
    [InlineData("""{"code":"BAD_REQUEST","message":"Bad","errors":["start: must be set",{"field":"end","message":"too early"}],"requestId":"r-1","timestamp":"t"}""", "BAD_REQUEST", "Bad (start: must be set; end; too early)", "r-1")]
    [InlineData("""{"requestId":"r-1","errors":{"start":["missing"]},"code":400}""", "400", "missing", "r-1")]
    [InlineData("""{"errors":[],"message":"Bad","code":null}""", null, "Bad", null)]
    [InlineData("""{"errors":"all wrong","message":null}""", null, "all wrong", null)]
    [InlineData("""{"code":"X","message":{"not":"text"},"requestId":[1]}""", "X", null, null)]
    [InlineData("""{"code":"X","message":"broken" oops}""", "X", "broken", null)]
    [Trait("Fault", "13")]
    public void Meld_errors_give_code_words_and_request_id(string body, string? code, string? words, string? requestId)
    {
        var verdict = Of(ActivityLogVendor.Meld, 400, body);

        Expect(verdict, nameof(Refused), Invalid);
        (verdict.VendorCode, verdict.VendorMessage, verdict.RequestId).Should().Be((code, words, requestId));
    }

    [Fact]
    public void A_vendors_words_are_cut()
    {
        var text = new string('x', 499) + "\U0001F600" + new string('y', 100_000);
        Of(ActivityLogVendor.Payrep, 200, $$"""{"status":false,"response_code":"01","message":"{{text}}"}""").VendorMessage.Should().HaveLength(499);
        Of(ActivityLogVendor.Meld, 400, $$"""{"message":"{{text}}","errors":["{{text}}"]}""").VendorMessage.Should().HaveLength(499);
    }

    [Fact]
    public void A_request_id_header_serves_where_the_body_has_none()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.BadGateway);
        response.Headers.TryAddWithoutValidation("X-Request-Id", "edge-1");

        Verdict.Of(ActivityLogVendor.Meld, 502, response.Headers, "<html>"u8).RequestId.Should().Be("edge-1");
        Verdict.Of(ActivityLogVendor.Meld, 502, response.Headers, """{"requestId":"own"}"""u8).RequestId.Should().Be("own");
    }

    [Fact]
    [Trait("Fault", "27")]
    public void Depth_bad_utf8_and_lone_surrogates_do_not_hide_the_envelope()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        Of(ActivityLogVendor.Payrep, 200, $$"""{"data":{{deep}},"status":true,"response_code":"00"}""").Action.Should().Be(Success);
        Of(ActivityLogVendor.Payrep, 200, $$"""{"data":["\ud800"],"\ud800":1,"status":true,"response_code":"00","message":"\ud800"}""").Action.Should().Be(Success);

        byte[] bad = [.. "{\"status\":false,\"response_code\":\"01\",\"message\":\"a"u8, 0xFF, .. "b\"}"u8];
        Of(ActivityLogVendor.Payrep, 200, bad).VendorMessage.Should().Be("a\uFFFDb");
        Of(ActivityLogVendor.Payrep, 200, """{"status":false,"response_code":"01","message":"\ud800"}""").VendorCode.Should().Be("01");
    }

    [Fact]
    [Trait("Fault", "27")]
    public void No_bytes_make_it_throw()
    {
        var random = new Random(20260415);
        var seeds = new[] { Stub.PayrepOk, """{"status":false,"response_code":"99","message":"request id: 1"}""", """{"code":"a","message":"b","errors":[{"c":["d"]}],"requestId":"e"}""" };
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[i % seeds.Length]);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)"{}[]\",:\\ "[random.Next(9)] : (byte)random.Next(256);
            }

            var body = bytes.AsSpan(0, random.Next(bytes.Length + 1)).ToArray();
            foreach (var vendor in new[] { ActivityLogVendor.Payrep, ActivityLogVendor.Meld })
            {
                foreach (var status in new[] { 200, 401, 429, 500 })
                {
                    var act = () => Of(vendor, status, body);
                    act.Should().NotThrow(Convert.ToHexString(body));
                }
            }
        }
    }
}
