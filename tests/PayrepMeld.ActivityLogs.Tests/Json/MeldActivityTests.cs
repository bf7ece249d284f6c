using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class MeldActivityTests
{
    private const string Documented =
        """{"actor":{"id":"act_1","name":"API client","type":"API_KEY"},"attributes":{"action":"INBOUND_REQUEST"},"details":{"responseCode":201,"path":"/connections"},"entity":{"id":"ent_1","type":"CONNECTION"},"key":"k-1","occurredAt":"2026-04-15T08:42:00.123Z"}""";

    [Fact]
    public void A_documented_row_is_read_whole()
    {
        var row = Parse(Documented);

        row.Vendor.Should().Be(ActivityLogVendor.Meld);
        (row.Id, row.Key).Should().Be(("k-1", "k-1"));
        row.OccurredAt.Should().Be(new DateTimeOffset(2026, 4, 15, 8, 42, 0, 123, TimeSpan.Zero));
        row.Actor.Should().Be(new ActivityLogActor("act_1", "API client", "API_KEY"));
        row.Entity.Should().Be(new ActivityLogEntity("ent_1", "CONNECTION"));
        row.Action.Should().Be(MeldActions.InboundRequest);
        (row.StatusCode, row.Endpoint).Should().Be((201, "/connections"));
        row.Outcome.Should().Be(ActivityLogOutcome.Success);
        Text(row.AttributesJson).Should().Be("""{"action":"INBOUND_REQUEST"}""");
        Text(row.DetailsJson).Should().Be("""{"responseCode":201,"path":"/connections"}""");
        row.GetDetails()!.Value.GetProperty("responseCode").GetInt32().Should().Be(201);
        row.AdditionalJson.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void The_raw_bytes_are_a_copy_of_the_row()
    {
        var bytes = Encoding.UTF8.GetBytes(Documented);
        var row = MeldActivity.Parse(bytes, "acme");
        bytes.AsSpan().Clear();

        Text(row.Raw).Should().Be(Documented);
        row.Account.Should().Be("acme");
        row.Action.Should().Be(MeldActions.InboundRequest, "attributes are a copy, too");
    }

    [Fact]
    public void Everything_but_key_and_time_may_be_absent()
    {
        var row = Parse("""{"key":"k","occurredAt":"2026-04-15T08:42:00"}""");

        (row.Actor, row.Entity, row.Action, row.StatusCode).Should().Be((null, null, null, null));
        (row.GetAttributes(), row.GetDetails()).Should().Be((null, null));
        row.Outcome.Should().Be(ActivityLogOutcome.Unknown);
    }

    [Fact]
    public void Everything_but_key_and_time_may_be_null_or_of_another_type()
    {
        Parse("""{"key":5,"occurredAt":"2026-04-15T08:42:00Z","actor":null,"entity":null,"attributes":null,"details":null}""")
            .Should().BeEquivalentTo(new { Id = "5", Actor = (ActivityLogActor?)null, Entity = (ActivityLogEntity?)null });

        var odd = Parse("""{"key":"k","occurredAt":"2026-04-15T08:42:00Z","actor":"Ada","entity":[1],"attributes":"text","details":[{"action":"x"}]}""");
        (odd.Actor, odd.Entity, odd.Action).Should().Be((null, null, null));
        Text(odd.AdditionalJson).Should().Be("""{"actor":"Ada","entity":[1]}""");
        Text(odd.AttributesJson).Should().Be("\"text\"");
        Text(odd.DetailsJson).Should().Be("""[{"action":"x"}]""");
    }

    [Fact]
    public void An_actor_is_read_without_some_of_its_members_and_with_others()
    {
        var row = Parse("""{"key":"k","occurredAt":"2026-04-15T08:42:00Z","actor":{"type":7,"id":null,"roles":[{"id":"no"}]},"entity":{}}""");

        row.Actor.Should().Be(new ActivityLogActor(null, null, "7"));
        row.Entity.Should().Be(new ActivityLogEntity(null, null));
    }

    [Fact]
    public void Members_without_a_property_are_kept_as_received()
    {
        var row = Parse("""{"v":2,"key":"k","occurredAt":"2026-04-15T08:42:00Z","tags":[ "a" ]}""");

        Text(row.AdditionalJson).Should().Be("""{"v":2,"tags":[ "a" ]}""");
    }

    [Theory]
    [InlineData("""{"action":"SYNC_FAILED"}""", ActivityLogOutcome.Failure)]
    [InlineData("""{"action":"INSTITUTION_CONNECTION_IMPORT_FAILED","statusCode":200}""", ActivityLogOutcome.Failure)]
    [InlineData("""{"action":"FAILED_SYNC"}""", ActivityLogOutcome.Unknown)]
    [InlineData("""{"action":"INBOUND_REQUEST"}""", ActivityLogOutcome.Unknown)]
    [InlineData("""{"statusCode":204}""", ActivityLogOutcome.Success)]
    [InlineData("""{"statusCode":400}""", ActivityLogOutcome.Failure)]
    [InlineData("""{"status":"503"}""", ActivityLogOutcome.Failure)]
    [InlineData("""{"status":"COMPLETED"}""", ActivityLogOutcome.Unknown)]
    public void The_outcome_comes_from_a_status_code_or_an_action_that_failed(string attributes, ActivityLogOutcome outcome) =>
        Parse($$"""{"key":"k","occurredAt":"2026-04-15T08:42:00Z","attributes":{{attributes}}}""").Outcome.Should().Be(outcome);

    [Theory]
    [InlineData("nope", "not JSON")]
    [InlineData("[]", "not an object")]
    [InlineData("{}", "no usable key")]
    [InlineData("{\"key\":\"\",\"occurredAt\":\"2026-04-15T08:42:00Z\"}", "no usable key")]
    [InlineData("{\"key\":\"a\\udc00\",\"occurredAt\":\"2026-04-15T08:42:00Z\"}", "no usable key")]
    [InlineData("{\"key\":[\"k\"],\"occurredAt\":\"2026-04-15T08:42:00Z\"}", "no usable key")]
    [InlineData("{\"key\":\"k\"}", "no usable occurredAt")]
    [InlineData("{\"key\":\"k\",\"occurredAt\":{}}", "no usable occurredAt")]
    [InlineData("{\"key\":\"k\",\"occurredAt\":\"15/04/2026\"}", "not a time")]
    public void What_is_no_row_is_a_format_error_that_says_why(string json, string why) =>
        FluentActions.Invoking(() => Parse(json)).Should().Throw<FormatException>().WithMessage($"*{why}*");

    [Theory]
    [InlineData("details")]
    [InlineData("attributes")]
    [InlineData("actor")]
    [InlineData("somethingElse")]
    public void Depth_is_bounded_at_64_wherever_it_is(string member)
    {
        string Nested(int depth) =>
            $$$"""{"key":"k","occurredAt":"2026-04-15T08:42:00Z","{{{member}}}":{"x":{{{new string('[', depth - 1)}}}{{{new string(']', depth - 1)}}} } }""";

        Parse(Nested(63)).Id.Should().Be("k");
        FluentActions.Invoking(() => Parse(Nested(64))).Should().Throw<FormatException>().WithMessage("*deeper than 64*");
    }

    [Fact]
    public void Details_as_deep_as_is_read_can_be_parsed_and_searched()
    {
        var row = Parse($$"""{"key":"k","occurredAt":"2026-04-15T08:42:00Z","details":{{new string('[', 63)}}1{{new string(']', 63)}}}""");

        row.GetDetails().Should().NotBeNull();
        row.Action.Should().BeNull();
    }

    private static MeldActivity Parse(string json) => MeldActivity.Parse(Encoding.UTF8.GetBytes(json));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
