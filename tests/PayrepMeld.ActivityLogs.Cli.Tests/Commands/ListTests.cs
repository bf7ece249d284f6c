using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs list</c>.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task It_shows_the_newest_fifty()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 300);

        var fifty = (await CliRun.OfAsync(vendors, "list", "--output", "jsonl")).MustSucceed();
        var all = (await CliRun.OfAsync(vendors, "list", "--output", "jsonl", "--all")).MustSucceed();

        fifty.Lines.Should().Equal(all.Lines.Take(50));
    }

    [Fact]
    public async Task All_is_every_entry_of_both_vendors_newest_first()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 300);

        var run = (await CliRun.OfAsync(vendors, "list", "--output", "jsonl", "--all")).MustSucceed();

        var entries = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        entries.Select(e => e.GetProperty("time").GetDateTimeOffset()).Should().BeInDescendingOrder();
        entries.CountBy(e => e.GetProperty("vendor").GetString()!, StringComparer.Ordinal).Should().BeEquivalentTo([KeyValuePair.Create("payrep", 300), KeyValuePair.Create("meld", 300)]);
        entries.Select(e => e.GetProperty("id").GetString()).Should().OnlyHaveUniqueItems();
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
