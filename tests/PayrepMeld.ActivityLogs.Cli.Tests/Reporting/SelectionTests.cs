using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Reporting;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Reporting;

/// <summary>Which options choose a group's rows, and no others.</summary>
public sealed class SelectionTests
{
    private static readonly GroupKey Transfers = GroupKey.Of(ActivityLogVendor.Meld, "GET", "/v1/transfers");

    [Theory]
    [InlineData(null)]
    [InlineData("/v1/*")]
    [InlineData("/V1/TRANSFERS")]
    public void An_endpoint_is_chosen_by_its_path(string? asked) =>
        Selection.OfEndpoint(Transfers, asked is null ? null : new EndpointPattern(asked)).Should().Equal(("--vendor", "meld"), ("--method", "GET"), ("--endpoint", "/v1/transfers"));

    [Theory]
    [InlineData("*page=2")]
    [InlineData("https://api.example.com/*")]
    public void Where_the_report_asked_by_query_or_host_no_option_chooses_the_same_rows(string asked) =>
        Selection.OfEndpoint(Transfers, new EndpointPattern(asked)).Should().BeNull();
}
