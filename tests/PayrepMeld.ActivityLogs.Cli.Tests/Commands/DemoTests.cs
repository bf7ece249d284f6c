using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs demo</c>.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task It_reads_two_vendors_with_all_there_is_to_see_and_configuration_has_no_say()
    {
        (string, string)[] wrong = [("ActivityLogs__Meld__Keey", "x"), ("ActivityLogs__Payrep__BaseAddress", "http://127.0.0.1:1"), ("HTTPS_PROXY", "http://127.0.0.1:1")];

        var run = (await CliRun.OfAsync(wrong, "demo", "list", "--all", "--output", "jsonl", "--fields", "time,vendor,outcome,ip,endpoint")).MustSucceed();

        var entries = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        entries.Should().HaveCountGreaterThanOrEqualTo(20_000);
        entries.Select(e => e.GetProperty("vendor").GetString()).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("payrep", "meld");
        entries.Count(e => e.GetProperty("outcome").GetString() == "failure").Should().BeInRange(600, 4_000);
        entries.Count(e => e.GetProperty("outcome").GetString() == "unknown").Should().BeInRange(500, 3_000);
        entries.Select(e => e.GetProperty("ip").GetString()).Distinct(StringComparer.Ordinal).Should().HaveCountGreaterThan(20);
        (TimeProvider.System.GetUtcNow() - entries[0].GetProperty("time").GetDateTimeOffset()).Should().BeLessThan(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_configuration_file_cannot_be_meant()
    {
        var run = await CliRun.OfAsync("demo", "list", "--config", "settings.json");

        (run.ExitCode, run.Output).Should().Be((2, ""));
        run.Errors.Should().StartWith("--config has no say here");
    }
}
