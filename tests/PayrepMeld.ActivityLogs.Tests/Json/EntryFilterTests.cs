using PayrepMeld.ActivityLogs.Paging;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class EntryFilterTests
{
    [Theory]
    [InlineData("timeout", true)]
    [InlineData("TIMEOUT", true)]
    [InlineData("deep", true)]
    [InlineData("504", true)]
    [InlineData("true", true)]
    [InlineData("naïve", true)]
    [InlineData("NAÏVE", true)]
    [InlineData("a\nb", true)]
    [InlineData("message", false)]
    [InlineData("null", false)]
    [InlineData("time out", false)]
    [InlineData("k-1", false)]
    [InlineData("\\u00ef", false)]
    [InlineData("\",\"", false)]
    public void Search_on_Meld_looks_at_every_value_and_at_no_name_ignoring_case(string search, bool found)
    {
        var row = MeldRow("k-1", attributes: """{"message":"Upstream Timeout","n":null,"ok":true,"t":"na\u00efve","l":"a\nb","x":[{"y":{"z":"deep"}}],"code":504}""");

        Matches(new ActivityLogQuery { Search = search }, row).Should().Be(found);
    }

    [Fact]
    public void Search_looks_into_details_also_where_they_are_a_scalar_or_a_list()
    {
        var query = new ActivityLogQuery { Search = "needle" };

        Matches(query, Meld("""{"key":"k","occurredAt":"2026-04-15T08:42:00Z","details":"a Needle here"}""")).Should().BeTrue();
        Matches(query, Meld("""{"key":"k","occurredAt":"2026-04-15T08:42:00Z","details":[1,["needle"]]}""")).Should().BeTrue();
        Matches(query, Meld("""{"key":"needle","occurredAt":"2026-04-15T08:42:00Z","actor":{"name":"needle"},"more":"needle"}""")).Should().BeFalse();
    }

    [Fact]
    public void Search_does_not_stumble_over_lone_surrogates() =>
        Matches(new ActivityLogQuery { Search = "after" }, MeldRow("k", attributes: """{"a":"\ud800","b":"after"}""")).Should().BeTrue();

    [Theory]
    [InlineData("""{"method":"post"}""", true)]
    [InlineData("""{"method":"POST"}""", true)]
    [InlineData("""{"method":"POSTS"}""", false)]
    [InlineData("{}", false)]
    public void The_method_on_Meld_ignores_case_and_leaves_out_rows_without_one(string attributes, bool wanted) =>
        Matches(new ActivityLogQuery { HttpMethod = "Post" }, MeldRow("k", attributes: attributes)).Should().Be(wanted);

    [Fact]
    public void A_row_left_out_only_because_its_outcome_is_unknown_is_told_apart()
    {
        var failures = new EntryFilter(new ActivityLogQuery { Outcome = ActivityLogOutcome.Failure, Search = "x" }, ActivityLogVendor.Meld);

        failures.Matches(MeldRow("k", attributes: """{"a":"x"}"""), out var unknown).Should().BeFalse();
        unknown.Should().BeTrue();
        failures.Matches(MeldRow("k", attributes: """{"a":"x","status":200}"""), out unknown).Should().BeFalse();
        unknown.Should().BeFalse("it did not fail");
        failures.Matches(MeldRow("k", attributes: """{"a":"y"}"""), out unknown).Should().BeFalse();
        unknown.Should().BeFalse("the search leaves it out anyway");
        failures.Matches(MeldRow("k", attributes: """{"a":"x","status":500}"""), out unknown).Should().BeTrue();
        unknown.Should().BeFalse();
    }

    [Fact]
    public void What_Payrep_filters_on_its_server_is_not_filtered_again()
    {
        var query = new ActivityLogQuery { Outcome = ActivityLogOutcome.Failure, HttpMethod = "PUT", Search = "x" };

        new EntryFilter(query, ActivityLogVendor.Payrep).Matches(PayrepRow("a"), out _).Should().BeTrue();
    }

    [Fact]
    public void Payreps_rows_of_unknown_outcome_are_found_on_the_client()
    {
        var filter = new EntryFilter(new ActivityLogQuery { Outcome = ActivityLogOutcome.Unknown }, ActivityLogVendor.Payrep);

        filter.Matches(PayrepRow("a", status: "pending"), out _).Should().BeTrue();
        filter.Matches(PayrepRow("a", status: "error"), out _).Should().BeFalse();
    }

    private static bool Matches(ActivityLogQuery query, MeldActivity row) => new EntryFilter(query, ActivityLogVendor.Meld).Matches(row, out _);

    private static MeldActivity Meld(string json) => MeldActivity.Parse(System.Text.Encoding.UTF8.GetBytes(json));
}
