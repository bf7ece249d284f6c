using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class QueryTests
{
    public static TheoryData<string, ActivityLogQuery> Contradictions => new()
    {
        { "From", new() { From = Start, To = Start } },
        { "From", new() { From = Start.AddTicks(1), To = Start } },
        { "Outcome", new() { Outcome = (ActivityLogOutcome)3 } },
        { "Outcome", new() { Outcome = (ActivityLogOutcome)(-1) } },
        { "HttpMethod", new() { HttpMethod = "" } },
        { "HttpMethod", new() { HttpMethod = " \t" } },
        { "Search", new() { Search = "" } },
        { "Search", new() { Search = "  " } },
        { "Outcome", new() { Outcome = ActivityLogOutcome.Failure, Payrep = new() { Filters = Filters("status") } } },
        { "HttpMethod", new() { HttpMethod = "POST", Payrep = new() { Filters = Filters("method") } } },
        { "Filters", new() { Payrep = new() { Filters = Filters("") } } },
        { "Filters", new() { Payrep = new() { Filters = Filters(" ") } } },
        { "CustomerId", new() { Meld = new() { CustomerId = "c", ExternalCustomerId = "e" } } },
        { "CustomerId", new() { Meld = new() { CustomerId = "" } } },
        { "ExternalCustomerId", new() { Meld = new() { ExternalCustomerId = " " } } },
        { "RequestId", new() { Meld = new() { RequestId = "" } } },
        { "EventType", new() { Meld = new() { EventType = "" } } },
        { "Actions", new() { Meld = new() { Actions = ["INBOUND_REQUEST,OUTBOUND_REQUEST_WEBHOOK"] } } },
        { "Actions", new() { Meld = new() { Actions = ["INBOUND_REQUEST", ""] } } },
        { "ConnectionIds", new() { Meld = new() { ConnectionIds = ["a,b"] } } },
        { "ConnectionIds", new() { Meld = new() { ConnectionIds = [null!] } } },
        { "FinancialAccountIds", new() { Meld = new() { FinancialAccountIds = [","] } } },
        { "FinancialAccountIds", new() { Meld = new() { FinancialAccountIds = [" "] } } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_contradiction_fails_at_the_first_use_by_the_propertys_name_before_anything_is_asked(string property, ActivityLogQuery query)
    {
        var source = new ScriptedSource();
        var client = Clients.Over(source);

        foreach (var use in new Action[] { () => client.ReadEntriesAsync(query), () => client.ReadPagesAsync(query) })
        {
            var error = use.Should().Throw<ArgumentException>().Which;
            error.ParamName.Should().Be(property);
            error.Message.Should().Contain(property);
        }

        source.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_page_size_out_of_range_fails_where_it_is_set(int size) =>
        FluentActions.Invoking(() => new ActivityLogQuery { PageSize = size }).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("PageSize");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_of_no_entries_fails_where_it_is_set(long entries) =>
        FluentActions.Invoking(() => new ActivityLogQuery { MaxEntries = entries }).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("MaxEntries");

    [Fact]
    public void What_does_not_contradict_is_valid()
    {
        ActivityLogQuery[] fine =
        [
            new(),
            new() { From = Start, To = Start.AddTicks(1), PageSize = 1, MaxEntries = 1 },
            new() { PageSize = 1000, MaxEntries = long.MaxValue },
            new() { From = Start },
            new() { Outcome = ActivityLogOutcome.Unknown, HttpMethod = "x", Search = " x " },
            new() { Outcome = ActivityLogOutcome.Failure, Payrep = new() { Filters = Filters("method") } },
            new() { HttpMethod = "POST", Payrep = new() { Filters = Filters("status") } },
            new() { Payrep = new() { Filters = new Dictionary<string, string>(StringComparer.Ordinal) { ["anything"] = "" } } },
            new() { Meld = new() { CustomerId = "c", Actions = ["A", "B"], ConnectionIds = ["1"], FinancialAccountIds = ["2"] } },
            new() { Meld = new() { ExternalCustomerId = "e" } },
        ];

        foreach (var query in fine)
        {
            FluentActions.Invoking(query.Validate).Should().NotThrow();
        }
    }

    [Fact]
    public void The_filters_done_on_the_client_are_named_for_each_vendor()
    {
        var all = new ActivityLogQuery
        {
            From = Start.AddDays(-1),
            To = Start,
            Outcome = ActivityLogOutcome.Failure,
            HttpMethod = "POST",
            Search = "x",
            Payrep = new() { Filters = Filters("other") },
            Meld = new() { Actions = ["A"] },
        };

        all.GetClientSideFilters(ActivityLogVendor.Payrep).Should().BeEmpty();
        all.GetClientSideFilters(ActivityLogVendor.Meld).Should().Equal("Outcome", "HttpMethod", "Search");
        (all with { Outcome = ActivityLogOutcome.Unknown }).GetClientSideFilters(ActivityLogVendor.Payrep).Should().Equal("Outcome");
        (all with { Outcome = null, Search = null }).GetClientSideFilters(ActivityLogVendor.Meld).Should().Equal("HttpMethod");
        new ActivityLogQuery().GetClientSideFilters(ActivityLogVendor.Meld).Should().BeEmpty();
    }

    private static Dictionary<string, string> Filters(string key) => new(StringComparer.Ordinal) { [key] = "x" };
}
