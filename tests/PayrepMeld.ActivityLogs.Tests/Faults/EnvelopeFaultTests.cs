using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Http;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>Payrep's codes inside and outside HTTP 200, and answers that are not what either vendor documents.</summary>
public sealed class EnvelopeFaultTests
{
    [Theory, Trait("Fault", "19")]
    [InlineData(200)]
    [InlineData(401)]
    public async Task Code_42_renews_the_token_and_replays_the_request_once(int httpStatus)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Resilience = r => (r.RetryDelay, r.MaxRetryDelay) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        });
        harness.Payrep.Faults.EnqueueFor(Wire.FetchPath, Fault.PayrepCode("42", "Token is invalid or expired.", httpStatus));

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep);

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));
        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((1, 1));
        var fetches = harness.Fetches(ActivityLogVendor.Payrep);
        fetches.Should().HaveCount(3, "refused, replayed, and the empty page at the end");
        fetches[1].BodyText.Should().Be(fetches[0].BodyText);
        fetches[1].Header("Authorization").Should().NotBe(fetches[0].Header("Authorization"));
        reading.Took.Should().BeLessThan(TimeSpan.FromSeconds(20), "a renewal does not back off");
    }

    [Theory, Trait("Fault", "19")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_expired_at_the_vendor_is_renewed(bool errorsUseHttpStatus)
    {
        await using var harness = await FaultHarness.StartAsync(s =>
        {
            s.PayrepLogsIn = true;
            s.Payrep = o => o.ErrorsUseHttpStatus = errorsUseHttpStatus;
        });
        (await harness.ReadAsync(ActivityLogVendor.Payrep)).Error.Should().BeNull();
        harness.Payrep.Vendor.ExpireTokens();

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep);

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));
        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((1, 1));
    }

    [Fact, Trait("Fault", "19")]
    public async Task A_bare_401_renews_as_code_42_does()
    {
        await using var harness = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        harness.Payrep.Faults.EnqueueFor(Wire.FetchPath, Fault.Status(401));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));

        harness.Payrep.Vendor.RefreshCount.Should().Be(1);
    }

    [Fact, Trait("Fault", "19")]
    public async Task A_token_provider_is_asked_with_the_refused_token()
    {
        var asked = new List<string?>();
        await using var harness = await FaultHarness.StartAsync(s => s.Options = o => (o.Payrep!.Token, o.Payrep.TokenProvider) = (null, (refused, _) =>
        {
            asked.Add(refused);
            return ValueTask.FromResult(refused is null ? "an-old-token" : "payrep-test-token");
        }));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));

        asked.Should().Equal(null, "an-old-token");
        harness.Fetches(ActivityLogVendor.Payrep).Should().HaveCount(3);
    }

    [Theory, Trait("Fault", "20")]
    [InlineData(200)]
    [InlineData(401)]
    public async Task Code_42_again_after_the_renewal_is_unauthorized(int httpStatus)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        harness.Payrep.Faults.When(r => r.Path == Wire.FetchPath, Fault.PayrepCode("42", "Token is invalid or expired.", httpStatus));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Unauthorized, 2, httpStatus, "42");
        harness.Fetches(ActivityLogVendor.Payrep).Should().HaveCount(2);
        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((1, 1));
    }

    [Theory, Trait("Fault", "20")]
    [InlineData(200)]
    [InlineData(401)]
    public async Task Code_42_with_nothing_to_renew_from_is_unauthorized(int httpStatus)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Always(Fault.PayrepCode("42", "Token is invalid or expired.", httpStatus));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Unauthorized, 1, httpStatus, "42");
        harness.Payrep.Journal.Count.Should().Be(1);
    }

    [Theory, Trait("Fault", "21")]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(503)]
    public async Task Code_80_is_retried_as_503_is(int httpStatus)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Enqueue(Fault.PayrepCode("80", "Service unavailable", httpStatus));
        (await harness.ReadAsync(ActivityLogVendor.Payrep)).Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));
        harness.Payrep.Journal.Count.Should().Be(3);

        harness.Payrep.Journal.Clear();
        harness.Payrep.Faults.Always(Fault.PayrepCode("80", "Service unavailable", httpStatus));
        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep);

        reading.ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Unavailable, 4, httpStatus, "80");
        harness.Payrep.Journal.Count.Should().Be(4);
        reading.Took.Should().BeGreaterThan(TimeSpan.FromMilliseconds(500), "it backs off");
    }

    [Theory]
    [InlineData("41", 200), InlineData("41", 400), InlineData("41", 401), InlineData("41", 500)]
    [InlineData("43", 200), InlineData("43", 401), InlineData("43", 403), InlineData("43", 429)]
    [Trait("Fault", "22")]
    public async Task Codes_41_and_43_are_unauthorized_at_once_whatever_the_status(string code, int httpStatus)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        harness.Payrep.Faults.When(r => r.Path == Wire.FetchPath, Fault.PayrepCode(code, "No.", httpStatus));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Unauthorized, 1, httpStatus, code);
        harness.Fetches(ActivityLogVendor.Payrep).Should().ContainSingle();
        (harness.Payrep.Vendor.LoginCount, harness.Payrep.Vendor.RefreshCount).Should().Be((1, 0), "nothing is renewed");
    }

    [Theory]
    [InlineData("01", 200), InlineData("01", 400), InlineData("01", 500)]
    [InlineData("02", 200), InlineData("02", 422)]
    [Trait("Fault", "23")]
    public async Task Codes_01_and_02_are_invalid_at_once_in_the_vendors_words(string code, int httpStatus)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Always(Fault.PayrepCode(code, "start_date must be before end_date", httpStatus));

        var error = (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Invalid, 1, httpStatus, code);
        error.Message.Should().Contain("start_date must be before end_date");
        harness.Payrep.Journal.Count.Should().Be(1);
    }

    [Theory]
    [InlineData("Internal error. Request ID: 6f1c2d3e-0a1b-4c2d-8e3f-9a0b1c2d3e4f", "6f1c2d3e-0a1b-4c2d-8e3f-9a0b1c2d3e4f")]
    [InlineData("6f1c2d3e-0a1b-4c2d-8e3f-9a0b1c2d3e4f failed", "6f1c2d3e-0a1b-4c2d-8e3f-9a0b1c2d3e4f")]
    [InlineData("Internal error, request id: req_81af-2", "req_81af-2")]
    [InlineData("Internal error", null)]
    [InlineData("", null)]
    [Trait("Fault", "24")]
    public async Task Code_99_is_retried_once_and_its_message_holds_the_request_id(string message, string? requestId)
    {
        foreach (var httpStatus in new[] { 200, 500 })
        {
            await using var harness = await FaultHarness.StartAsync();
            harness.Payrep.Faults.Always(Fault.PayrepCode("99", message, httpStatus));

            (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Unavailable, 2, httpStatus, "99", requestId);
            harness.Payrep.Journal.Count.Should().Be(2);
        }
    }

    [Fact, Trait("Fault", "24")]
    public async Task Code_99_once_is_got_over()
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Enqueue(Fault.PayrepCode("99"));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));
    }

    [Theory]
    [InlineData("""{"status":false,"response_code":"77","message":"?","data":null}""", "77")]
    [InlineData("""{"status":false,"response_code":77,"message":"?","data":null}""", "77")]
    [InlineData("""{"status":false,"message":"?","data":null}""", null)]
    [InlineData("""{"status":false,"response_code":null,"data":null}""", null)]
    [InlineData("""{"status":false,"response_code":"","data":null}""", null)]
    [InlineData("""{"status":false,"response_code":{"code":"00"},"data":null}""", null)]
    [InlineData("""{"status":false,"response_code":"00","message":"Success","data":[]}""", "00")]
    [InlineData("""{"status":true,"response_code":"42","message":"Success","data":[]}""", "42")]
    [InlineData("""{"status":true,"response_code":"80","data":[]}""", "80")]
    [InlineData("""{"status":true,"response_code":"99","data":[]}""", "99")]
    [InlineData("""{"status":true,"response_code":"77","data":[]}""", "77")]
    [InlineData("""{"status":true,"data":[]}""", null)]
    [InlineData("""{"response_code":"00","data":[]}""", "00")]
    [InlineData("""{"status":null,"response_code":"00","data":[]}""", "00")]
    [InlineData("""{"status":"maybe","response_code":"00","data":[]}""", "00")]
    [InlineData("""{"status":1,"response_code":"00","data":[]}""", "00")]
    [InlineData("""{"data":[],"status":true,"response_code":"000"}""", "000")]
    [InlineData("""{"data":[{"id":"a","created_at":"2026-04-15T08:42:00Z"}],"response_code":"00","status":false}""", "00")]
    [InlineData("""{"status":true,"response_code":"00","data":[],"status":false}""", "00")]
    [InlineData("""{"status":true,"response_code":"00","data":[],"response_code":"42"}""", "42")]
    [InlineData("{}", null)]
    [Trait("Fault", "25")]
    public async Task A_code_that_is_unknown_or_missing_or_contradicts_the_status_is_a_protocol_error(string body, string? code)
    {
        await using var harness = await FaultHarness.StartAsync(s => s.PayrepLogsIn = true);
        harness.Payrep.Faults.When(r => r.Path == Wire.FetchPath, Fault.Body(body));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, ActivityLogErrorKind.Protocol, 1, 200, code);
        harness.Fetches(ActivityLogVendor.Payrep).Should().ContainSingle("neither retried nor replayed");
        harness.Payrep.Vendor.RefreshCount.Should().Be(0);
    }

    [Theory]
    [InlineData("true", "\"00\"")]
    [InlineData("\"true\"", "\"00\"")]
    [InlineData("\"True\"", "\"00\"")]
    [InlineData("\"SUCCESS\"", "\"00\"")]
    [InlineData("\"success\"", "0")]
    [InlineData("true", "\"0\"")]
    [InlineData("true", "\" 00 \"")]
    [Trait("Fault", "25")]
    public async Task A_status_and_a_code_that_both_say_success_are_success_however_they_are_written(string status, string code)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Enqueue(Fault.Body($$"""{"status":{{status}},"response_code":{{code}},"data":[{{Wire.Row(ActivityLogVendor.Payrep, 0)}}]}"""));

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep);

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep));
    }

    [Theory]
    [InlineData(400, ActivityLogErrorKind.Invalid)]
    [InlineData(403, ActivityLogErrorKind.Unauthorized)]
    [InlineData(501, ActivityLogErrorKind.Unavailable)]
    [Trait("Fault", "25")]
    public async Task An_unknown_code_leaves_the_word_to_an_error_status_and_is_told(int httpStatus, ActivityLogErrorKind kind)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Always(Fault.PayrepCode("77", "?", httpStatus));

        (await harness.ReadAsync(ActivityLogVendor.Payrep)).ShouldFail(ActivityLogVendor.Payrep, kind, 1, httpStatus, "77");
    }

    [Theory, Trait("Fault", "26")]
    [ClassData(typeof(Vendors))]
    public async Task Rows_that_are_null_are_an_empty_page(ActivityLogVendor vendor)
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Faults(vendor).Enqueue(Fault.DataNull());

        var reading = await harness.ReadAsync(vendor);

        reading.Error.Should().BeNull();
        reading.Pages.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Entries = Array.Empty<object>(), Next = (object?)null });
        harness.Journal(vendor).Count.Should().Be(1);
    }

    [Fact, Trait("Fault", "26")]
    public async Task Payreps_rows_left_out_are_an_empty_page()
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Payrep.Faults.Enqueue(Fault.None, Fault.DataAbsent());

        var reading = await harness.ReadAsync(ActivityLogVendor.Payrep, new() { PageSize = 3 });

        reading.Error.Should().BeNull();
        reading.Ids.Should().Equal(FaultHarness.Ids(ActivityLogVendor.Payrep).Take(3));
        reading.Pages[^1].Next.Should().BeNull();
    }

    [Fact, Trait("Fault", "26")]
    public async Task Melds_answer_without_activities_is_no_answer_of_Meld()
    {
        await using var harness = await FaultHarness.StartAsync();
        harness.Meld.Faults.Enqueue(Fault.DataAbsent());

        (await harness.ReadAsync(ActivityLogVendor.Meld)).ShouldFail(ActivityLogVendor.Meld, ActivityLogErrorKind.Protocol, 1, 200);
    }
}
