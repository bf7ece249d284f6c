using System.Net;
using System.Text;
using PayrepMeld.ActivityLogs.Http;
using static PayrepMeld.ActivityLogs.ActivityLogErrorKind;
using static PayrepMeld.ActivityLogs.Http.VerdictAction;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class VerdictBodyTests
{
    private static Verdict Of(ActivityLogVendor vendor, int status, string body) => Verdict.Of(vendor, status, null, Encoding.UTF8.GetBytes(body));

    private static Verdict Of(ActivityLogVendor vendor, int status, byte[] body) => Verdict.Of(vendor, status, null, body);

    private static void Expect(Verdict verdict, string action, ActivityLogErrorKind kind)
    {
        verdict.Action.ToString().Should().Be(action);
        verdict.Kind.Should().Be(kind);
    }

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
    [InlineData("""{"errors":["all wrong"],"message":"all wrong"}""", null, "all wrong", null)]
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
