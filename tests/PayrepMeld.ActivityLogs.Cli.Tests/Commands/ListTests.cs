using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs list</c>.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task It_shows_the_newest_fifty_of_both_vendors()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3000);

        var run = (await CliRun.OfAsync(vendors, "list", "--output", "jsonl")).MustSucceed();

        var entries = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        entries.Should().HaveCount(50);
        entries.Select(e => e.GetProperty("time").GetDateTimeOffset()).Should().BeInDescendingOrder();
        entries.Select(e => e.GetProperty("vendor").GetString()).ToHashSet(StringComparer.Ordinal).Should().BeEquivalentTo("payrep", "meld");
    }

    [Fact]
    public async Task Without_configuration_it_says_how_to_configure()
    {
        var run = await CliRun.OfAsync("list");

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Errors.Should().StartWith("No vendor is configured.").And.Contain("ActivityLogs__Meld__ApiKey").And.Contain("activitylogs demo list");
    }
}
