using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class PayrepActivityTests
{
    private const string Documented =
        """{"id":"9b1d","endpoint":"/api/v1/account/api/create_account","method":"POST","response_code":200,"status":"success","message":"Success","ip_address":"197.210.55.12","created_at":"2026-04-15T08:42:00.123456Z"}""";

    [Fact]
    public void A_documented_row_is_read_whole()
    {
        var row = Parse(Documented);

        row.Vendor.Should().Be(ActivityLogVendor.Payrep);
        row.Id.Should().Be("9b1d");
        row.OccurredAt.Should().Be(new DateTimeOffset(2026, 4, 15, 8, 42, 0, 123, 456, TimeSpan.Zero));
        row.CreatedAtText.Should().Be("2026-04-15T08:42:00.123456Z");
        row.Action.Should().Be("POST /api/v1/account/api/create_account");
        row.HttpMethod.Should().Be("POST");
        row.Endpoint.Should().Be("/api/v1/account/api/create_account");
        row.StatusCode.Should().Be(200);
        row.Status.Should().Be("success");
        row.Outcome.Should().Be(ActivityLogOutcome.Success);
        row.Message.Should().Be("Success");
        row.ClientIp.Should().Be("197.210.55.12");
        row.Account.Should().Be(ActivityLogClientsOptions.DefaultAccount);
        row.AdditionalJson.IsEmpty.Should().BeTrue();
        (row.Actor, row.Entity, row.RequestId).Should().Be((null, null, null));
    }

    [Fact]
    public void The_raw_bytes_are_a_copy_of_the_row_and_parse_to_it_again()
    {
        var bytes = Encoding.UTF8.GetBytes($"  {Documented}\n");
        var row = PayrepActivity.Parse(bytes, "acme");
        bytes.AsSpan().Clear();

        Text(row.Raw).Should().Be(Documented);
        row.Account.Should().Be("acme");
        var again = PayrepActivity.Parse(row.Raw.Span, "acme");
        again.Should().BeEquivalentTo(row, o => o.Excluding(r => r.Raw).Excluding(r => r.AdditionalJson));
        again.Raw.ToArray().Should().Equal(row.Raw.ToArray());
    }

    [Fact]
    public void A_row_with_id_and_time_alone_is_an_entry_of_unknown_outcome()
    {
        var row = Parse("""{"id":"a","created_at":"2026-04-15T08:42:00"}""");

        row.Outcome.Should().Be(ActivityLogOutcome.Unknown);
        (row.Action, row.StatusCode, row.Message).Should().Be((null, null, null));
    }

    [Theory]
    [InlineData("null", null, ActivityLogOutcome.Unknown)]
    [InlineData("\"200\"", 200, ActivityLogOutcome.Success)]
    [InlineData("399", 399, ActivityLogOutcome.Success)]
    [InlineData("400", 400, ActivityLogOutcome.Failure)]
    [InlineData("\"\"", null, ActivityLogOutcome.Unknown)]
    [InlineData("\"E17\"", null, ActivityLogOutcome.Unknown)]
    [InlineData("200.5", null, ActivityLogOutcome.Unknown)]
    [InlineData("99999999999", null, ActivityLogOutcome.Unknown)]
    [InlineData("{\"code\":200}", null, ActivityLogOutcome.Unknown)]
    [InlineData("[200]", null, ActivityLogOutcome.Unknown)]
    public void A_response_code_is_a_whole_number_however_it_is_written(string json, int? code, ActivityLogOutcome outcome)
    {
        var row = Parse($$"""{"id":"a","created_at":"2026-04-15T08:42:00Z","response_code":{{json}}}""");

        row.StatusCode.Should().Be(code);
        row.Outcome.Should().Be(outcome);
        var isKept = code is null && json != "null";
        Text(row.AdditionalJson).Should().Be(isKept ? $$"""{"response_code":{{json}}}""" : "", "what no property holds is kept");
    }

    [Theory]
    [InlineData("success", 500, ActivityLogOutcome.Success)]
    [InlineData("error", 200, ActivityLogOutcome.Failure)]
    [InlineData("pending", 200, ActivityLogOutcome.Success)]
    [InlineData("pending", 404, ActivityLogOutcome.Failure)]
    [InlineData("Success", 404, ActivityLogOutcome.Failure)]
    public void The_status_decides_the_outcome_and_the_code_only_where_it_is_unknown(string status, int code, ActivityLogOutcome outcome)
    {
        var row = Parse($$"""{"id":"a","created_at":"2026-04-15T08:42:00Z","status":"{{status}}","response_code":{{code}}}""");

        row.Status.Should().Be(status);
        row.Outcome.Should().Be(outcome);
    }

    [Fact]
    public void Numbers_and_words_where_texts_are_expected_are_read_as_texts()
    {
        var row = Parse("""{"id":17,"created_at":"2026-04-15T08:42:00Z","endpoint":5,"method":true,"status":false,"message":1.50,"ip_address":null}""");

        (row.Id, row.Endpoint, row.HttpMethod, row.Status, row.Message, row.ClientIp).Should().Be(("17", "5", "true", "false", "1.50", null));
    }

    [Theory]
    [InlineData("null", "POST", "POST")]
    [InlineData("\"/x\"", null, "/x")]
    [InlineData("null", null, null)]
    public void The_action_is_what_there_is_of_method_and_endpoint(string endpoint, string? method, string? action) =>
        Parse($$"""{"id":"a","created_at":"2026-04-15T08:42:00Z","endpoint":{{endpoint}},"method":{{(method is null ? "null" : $"\"{method}\"")}}}""")
            .Action.Should().Be(action);

    [Fact]
    public void Members_without_a_property_are_kept_as_received_in_their_order()
    {
        var row = Parse("""{"z": [1, {"id": null}],"id":"a","user":{"name" : "Ada"},"created_at":"2026-04-15T08:42:00Z","message":{"text":"x"},"n":1e3,"é":"\u00e9"}""");

        Text(row.AdditionalJson).Should().Be("""{"z": [1, {"id": null}],"user":{"name" : "Ada"},"message":{"text":"x"},"n":1e3,"é":"\u00e9"}""");
        row.Message.Should().BeNull();
    }

    [Fact]
    public void The_last_of_two_members_of_one_name_counts() =>
        Parse("""{"id":"a","id":"b","created_at":"2026-04-15T08:42:00Z"}""").Id.Should().Be("b");

    [Fact]
    public void ToString_shows_vendor_id_and_time_and_no_text_of_others() =>
        Parse("""{"id":"a","created_at":"2026-04-15T09:42:00.5+01:00","message":"secret"}""").ToString().Should().Be("Payrep a 2026-04-15T08:42:00.5Z");

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData(Documented + "{}", "not JSON")]
    [InlineData(Documented + " x", "not JSON")]
    [InlineData("[]", "not an object")]
    [InlineData("null", "not an object")]
    [InlineData("\"row\"", "not an object")]
    [InlineData("{\"created_at\":\"2026-04-15T08:42:00Z\"}", "no usable id")]
    [InlineData("{\"id\":null,\"created_at\":\"2026-04-15T08:42:00Z\"}", "no usable id")]
    [InlineData("{\"id\":\"\",\"created_at\":\"2026-04-15T08:42:00Z\"}", "no usable id")]
    [InlineData("{\"id\":{},\"created_at\":\"2026-04-15T08:42:00Z\"}", "no usable id")]
    [InlineData("{\"id\":\"\\ud800\",\"created_at\":\"2026-04-15T08:42:00Z\"}", "no usable id")]
    [InlineData("{\"id\":\"a\"}", "no usable created_at")]
    [InlineData("{\"id\":\"a\",\"created_at\":null}", "no usable created_at")]
    [InlineData("{\"id\":\"a\",\"created_at\":\"\"}", "no usable created_at")]
    [InlineData("{\"id\":\"a\",\"created_at\":[]}", "no usable created_at")]
    [InlineData("{\"id\":\"a\",\"created_at\":\"soon\"}", "not a time")]
    [InlineData("{\"id\":\"a\",\"created_at\":1744706527}", "not a time")]
    public void What_is_no_row_is_a_format_error_that_says_why(string json, string why) =>
        FluentActions.Invoking(() => Parse(json)).Should().Throw<FormatException>().WithMessage($"*{why}*");

    [Fact]
    public void Depth_is_bounded_at_64_the_row_included()
    {
        string Nested(int depth) => $$"""{"id":"a","created_at":"2026-04-15T08:42:00Z","x":{{new string('[', depth)}}{{new string(']', depth)}}}""";

        Parse(Nested(63)).Id.Should().Be("a");
        FluentActions.Invoking(() => Parse(Nested(64))).Should().Throw<FormatException>().WithMessage("*deeper than 64*");
        FluentActions.Invoking(() => Parse(Nested(100_000))).Should().Throw<FormatException>().WithMessage("*deeper than 64*");
    }

    [Fact]
    public void Invalid_utf8_is_a_format_error()
    {
        byte[] row = [.. "{\"id\":\"a\",\"created_at\":\"2026-04-15T08:42:00Z\",\"message\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        FluentActions.Invoking(() => PayrepActivity.Parse(row)).Should().Throw<FormatException>().WithMessage("*UTF-8*");
    }

    [Fact]
    public void A_null_account_is_an_argument_error() =>
        FluentActions.Invoking(() => PayrepActivity.Parse(Encoding.UTF8.GetBytes(Documented), null!)).Should().Throw<ArgumentNullException>();

    private static PayrepActivity Parse(string json) => PayrepActivity.Parse(Encoding.UTF8.GetBytes(json));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
