using System.Text;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class ActivityLogErrorsTests
{
    private const string Canary = "c4n@ry/+ \"pässword\" 7";

    [Fact]
    public async Task An_error_says_who_what_where_how_often_and_what_to_do()
    {
        using var stub = new Stub(ActivityLogVendor.Meld, _ => Stub.Answer(503, """{"code":"DOWN","message":"maintenance","requestId":"r-9"}""", "5"), options => options.MaxRetries = 1);
        var error = await stub.RunAsync(step: TimeSpan.FromSeconds(1));
        error!.Message.Should().Be("Meld could not answer (HTTP 503, code DOWN, request id r-9): \"maintenance\". 2 requests sent. Try again in 5 s.");
        (error.VendorCode, error.RequestId, error.RetryAfter).Should().Be(("DOWN", "r-9", TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData(119.999, "Try again in 120 s.")]
    [InlineData(0.5, "Try again in 0.5 s.")]
    public void A_long_wait_is_told_in_whole_seconds(double seconds, string told)
    {
        using var request = new HttpRequestMessage();

        ActivityLogErrors.GateClosed(ActivityLogVendor.Meld, CallProgress.Of(request, TimeProvider.System), TimeSpan.FromSeconds(seconds)).Message.Should().EndWith(told);
    }

    [Fact]
    public async Task Control_and_bidirectional_characters_are_shown_escaped()
    {
        using var stub = new Stub(ActivityLogVendor.Meld, _ => Stub.Answer(400, """{"message":"a\u001b[31m\nb\u202ec","code":"\r\n"}"""));
        var error = await stub.RunAsync();
        error!.Message.Should().Contain(@"a\u001B[31m\u000Ab\u202Ec").And.Contain(@"code \u000D\u000A").And.NotContain("\u001b").And.NotContain("\n");
    }

    [Theory]
    [ClassData(typeof(Vendors))]
    public async Task A_secret_the_vendor_echoes_is_taken_out_in_every_form(ActivityLogVendor vendor)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary));
        var forms = new[] { Canary, base64, base64.TrimEnd('='), Uri.EscapeDataString(Canary), System.Text.Json.JsonSerializer.Serialize(Canary).Trim('"') };
        foreach (var form in forms)
        {
            foreach (var padding in new[] { "", new string('x', 480) })
            {
                var text = System.Text.Json.JsonSerializer.Serialize($"{padding} you sent {form} to us");
                var body = vendor == ActivityLogVendor.Payrep
                    ? $$"""{"status":false,"response_code":"01","message":{{text}}}"""
                    : $$"""{"code":"X","message":{{text}},"requestId":{{text}}}""";
                using var stub = new Stub(vendor, _ => Stub.Answer(400, body));
                stub.Channel.Secrets.Add(Canary);

                var error = await stub.RunAsync();

                error!.ToString().Should().Contain("[redacted]").And.NotContain(form[..6]);
                (error.RequestId ?? "").Should().NotContain(form[..6]);
            }
        }
    }

    [Fact]
    public void Too_short_or_blank_secrets_do_not_shred_words()
    {
        var scrubber = new SecretScrubber();
        scrubber.Add(null);
        scrubber.Add("   ");
        scrubber.Add("abc");
        scrubber.Scrub("abc   abc").Should().Be("abc   abc");
    }

    [Fact]
    public void Old_secrets_are_forgotten_so_that_memory_stays_flat()
    {
        var scrubber = new SecretScrubber();
        for (var i = 0; i < 200; i++)
        {
            scrubber.Add($"token-number-{i:D4}!");
        }

        scrubber.Scrub("token-number-0199! token-number-0000!").Should().Be("[redacted] token-number-0000!");
    }

    [Fact]
    public void An_answer_that_was_never_judged_is_a_mistake_in_the_wiring()
    {
        using var response = new HttpResponseMessage();
        var act = () => ActivityLogErrors.FromAnswer(response);
        act.Should().Throw<InvalidOperationException>();
    }
}
