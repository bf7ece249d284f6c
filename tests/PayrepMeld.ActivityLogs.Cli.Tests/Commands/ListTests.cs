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
    public async Task A_configuration_may_be_a_hidden_file()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        using var folder = new TempFolder();
        File.Move(ToolRun.Configuration(vendors, folder), folder[".activitylogs.json"]);

        var run = await ToolRun.OfAsync("list", "-o", "jsonl", "--config", folder[".activitylogs.json"]);

        run.MustSucceed().Lines.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_configuration_that_is_no_JSON_says_where()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["broken.json"], "{\n \"ActivityLogs\": {,}\n}");

        var run = await ToolRun.OfAsync("list", "--config", folder["broken.json"]);

        run.ExitCode.Should().Be(2);
        run.Errors.Should().StartWith($"The configuration cannot be read: {folder["broken.json"]}: ").And.Contain("LineNumber: 1").And.Subject.Count(c => c == '\n').Should().Be(1);
    }

    [Fact]
    public async Task Whoever_waits_for_what_is_rare_is_told_why_once()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 500);
        using var folder = new TempFolder();
        string[] list = ["list", "--ip", "9.9.9.9", "--config", ToolRun.Configuration(vendors, folder)];

        var slow = await ToolRun.OfAsync(new HastyClock(), list);
        var ranged = await ToolRun.OfAsync(new HastyClock(), [.. list, "--since", "2001-01-01"]);
        var quick = await ToolRun.OfAsync(new StoppedClock(), list);

        slow.Errors.Should().Be("The whole log is searched, page by page: --since makes that shorter.\nNo entries.\n");
        (ranged.Errors, quick.Errors).Should().Be(("No entries.\n", "No entries.\n"));
    }

    [Fact]
    public async Task Without_configuration_it_says_how_to_configure()
    {
        var run = await CliRun.OfAsync("list");

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Errors.Should().StartWith("No vendor is configured.").And.Contain("ActivityLogs__Meld__ApiKey").And.Contain("activitylogs demo list");
    }

    /// <summary>No time passes.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    /// <summary>A second passes whenever it is looked at.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _seconds;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds) * TimestampFrequency;
    }
}
