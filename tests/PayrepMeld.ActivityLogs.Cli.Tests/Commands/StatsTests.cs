using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Cli.Tests.Statistics;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs stats</c>.</summary>
public sealed class StatsTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private TwoFakes _vendors = null!;
    private string _config = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoFakes.StartAsync(rows: 500);
        _config = ToolRun.Configuration(_vendors, _folder);
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_sums_up_what_list_shows()
    {
        string[] range = ["--since", "6d", "--until", "30m"];
        var entries = (await RunAsync(["list", "--all", "--output", "jsonl", .. range])).Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();

        var rows = Rows(await RunAsync(["stats", "--output", "json", .. range]));

        var total = rows[0];
        (Text(total, "by"), Count(total, "requests"), Count(total, "failures")).Should().Be(("total", entries.Count, entries.Count(e => Text(e, "outcome") == "failure")));
        total.GetProperty("failureRate").GetDouble().Should().Be((double)Count(total, "failures") / Count(total, "requests"));
        foreach (var (by, field) in (ValueTuple<string, string>[])[("ip", "ip"), ("status", "status"), ("action", "action")])
        {
            rows.Where(r => Text(r, "by") == by).ToDictionary(r => (Text(r, "group"), Text(r, "vendor")), r => Count(r, "requests"))
                .Should().Equal(entries.GroupBy(e => (e.GetProperty(field).ToString(), by == "action" ? Text(e, "vendor") : null)).ToDictionary(g => ((string?)g.Key.Item1, g.Key.Item2), g => (long)g.Count()));
        }

        var endpoint = rows.First(r => Text(r, "by") == "endpoint");
        var same = entries.Where(e => Text(e, "vendor") == Text(endpoint, "vendor") && Text(e, "method") == Text(endpoint, "method") && Text(e, "endpoint") == Text(endpoint, "group")).ToList();
        Count(endpoint, "requests").Should().Be(same.Count);
        Text(endpoint, "lastSeen").Should().Be(Text(same[0], "time"));
        Text(endpoint, "firstSeen").Should().Be(Text(same[^1], "time"));
        Text(endpoint, "lastFailure").Should().Be(Text(same.First(e => Text(e, "outcome") == "failure"), "time"));
    }

    [Fact]
    public async Task Without_a_range_it_sums_up_a_day_and_says_so()
    {
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "old", CreatedAt = TimeProvider.System.GetUtcNow().AddHours(-25), Endpoint = "/old" });
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "new", CreatedAt = TimeProvider.System.GetUtcNow().AddHours(-23), Endpoint = "/new" });

        var run = await CliRun.OfAsync(_vendors, "stats", "--by", "endpoint", "--output", "jsonl", "--utc");

        run.Output.Should().Contain("\"/new\"").And.NotContain("\"/old\"");
        run.Errors.Should().MatchRegex(@"^Range: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC to \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.\n$");
        run.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("endpoint", "Vendor\tMethod\tEndpoint\tRequests\tFailures\tRate\tUnknown\tLast failure")]
    [InlineData("action", "Vendor\tAction\tRequests\tFailures\tRate\tUnknown\tLast failure")]
    [InlineData("ip", "Address\tRequests\tFailures\tRate\tUnknown\tFirst seen\tLast seen")]
    [InlineData("status", "Status\tRequests\tFailures\tRate\tUnknown\tLast failure")]
    [InlineData("hour", "Hour\tRequests\tFailures\tRate\tUnknown")]
    public async Task A_pipe_gets_plain_columns(string by, string header)
    {
        Hostile.Insert(_vendors);

        var run = await RunAsync("stats", "--by", by, "-n", "1000", "--since", "6d");

        run.Lines[0].Should().Be(header);
        run.Lines.Should().OnlyContain(line => line.Count(c => c == '\t') == header.Count(c => c == '\t') && !line.Any(c => char.IsControl(c) && c != '\t') && !line.Contains('\u202E'));
        var column = header.Split('\t').ToList().IndexOf("Requests");
        run.Lines.Skip(1).Sum(line => long.Parse(line.Split('\t')[column], System.Globalization.CultureInfo.InvariantCulture)).Should().Be(Count(Rows(await RunAsync("stats", "--output", "json", "--since", "6d"))[0], "requests"));
    }

    [PtyTheory]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(80)]
    public async Task A_terminal_gets_tables_that_fit_it_and_obeys_no_row(int width)
    {
        Hostile.Insert(_vendors);

        var run = await Pty.OutputOfAsync(_vendors.Environment, width, "stats", "--since", "6d");

        var shown = System.Text.RegularExpressions.Regex.Replace(run.Output, @"\e\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        shown.Split('\n').Should().OnlyContain(line => line.Length <= width).And.Contain(line => line.StartsWith("197.210."));
        shown.Should().Contain("Failures").And.Contain("▁").And.NotContain("\e").And.NotContain("\u202E");
        run.Output.Should().NotContain("\e[31mred");
    }

    [Fact]
    public async Task A_spreadsheet_gets_no_formula()
    {
        Hostile.Insert(_vendors);

        var run = await RunAsync("stats", "--by", "endpoint", "--output", "csv");

        var rows = Csv.Read(System.Text.Encoding.UTF8.GetBytes(run.Output));
        rows[0].Should().Equal("by", "vendor", "method", "group", "rest", "requests", "successes", "failures", "unknown", "failureRate", "firstSeen", "lastSeen", "lastFailure");
        rows.Should().OnlyContain(row => row.Count == 13 && row.All(cell => cell.Length == 0 || !"=+-@\t\r".Contains(cell[0])));
        rows.Should().Contain(row => row[3] == "'=cmd|' /C calc'!A0");
    }

    [Fact]
    public async Task Hours_are_those_of_the_zone_and_none_is_left_out()
    {
        var now = TimeProvider.System.GetUtcNow();
        var zone = Zones.BackOn(now.UtcDateTime.Date.AddDays(-1));

        var run = (await ToolRun.OfAsync(new ClockIn(zone), "stats", "--by", "hour", "--since", "3d", "--output", "jsonl", "--config", _config)).MustEndWell();

        var hours = Rows(run).Select(r => DateTimeOffset.Parse(Text(r, "group")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        hours.Should().HaveCount(now.Minute == 0 && now.Second < 30 ? 72 : 73);
        hours.Zip(hours.Skip(1)).Should().OnlyContain(pair => pair.Second - pair.First == TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Few_groups_are_the_first_ones_and_it_says_how_many_are_left()
    {
        var all = (await RunAsync("stats", "--by", "ip", "--since", "6d", "--output", "jsonl")).Lines;

        var run = await RunAsync("stats", "--by", "ip", "--since", "6d", "--output", "jsonl", "-n", "3");

        run.Lines.Should().Equal(all.Take(3));
        run.Errors.Should().Contain($"{all.Count - 3} more by ip: -n {all.Count} shows all.");
    }

    [Fact]
    public async Task Several_requests_at_once_change_no_figure()
    {
        string[] stats = ["stats", "--since", "2026-01-01", "--until", "1h", "--output", "json", "--quiet"];

        (await RunAsync([.. stats, "--concurrency", "4"])).Output.Should().Be((await RunAsync(stats)).Output);
    }

    [Fact]
    public async Task Of_one_outcome_rates_say_nothing() =>
        (await RunAsync("stats", "--by", "ip", "--failed", "--vendor", "payrep", "--since", "6d")).Errors.Should().EndWith("Only entries with the outcome failure are counted, as asked: rates say nothing.\n");

    [Fact]
    public async Task An_empty_range_is_no_error()
    {
        string[] nothing = ["stats", "--since", "2001-01-01", "--until", "2001-01-02", "--utc", "--quiet"];
        (await RunAsync([.. nothing, "--by", "ip", "--output", "json"])).Output.Should().Be("[]\n");
        (await RunAsync([.. nothing, "--by", "ip", "--output", "jsonl"])).Output.Should().BeEmpty();
        (await RunAsync(nothing)).Lines[1].Should().Be("0\t0\t-\t0\t-");
        (await RunAsync(nothing[..^1])).Errors.Should().EndWith("No entries.\n");
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_not_passed_over()
    {
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "broken", CreatedAt = TimeProvider.System.GetUtcNow().AddHours(-2) }.WithRawJson("""{"id":"broken"}"""));

        var run = await ToolRun.OfAsync(TimeProvider.System, "stats", "--config", _config);

        (run.ExitCode, run.Errors).Should().Match<(int ExitCode, string Errors)>(end => end.ExitCode == 7 && end.Errors.Contains("1 row could not be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--by is 'day'; allowed: endpoint, ip, status, hour or action.", "--by", "day")]
    [InlineData("--output is 'ecs'; allowed: table, json, jsonl or csv.", "--output", "ecs")]
    [InlineData("-n is '0'; allowed: a whole number from 1.", "-n", "0")]
    [InlineData("--since is not in the past", "--since", "2999-01-01")]
    public async Task What_cannot_be_meant_is_one_line(string expected, params string[] arguments)
    {
        var run = await ToolRun.OfAsync(TimeProvider.System, ["stats", "--config", _config, .. arguments]);

        (run.ExitCode, run.Output).Should().Be((2, ""));
        run.Errors.Should().StartWith(expected).And.EndWith(".\n");
    }

    private static List<JsonElement> Rows(ToolRun run) => run.Output.StartsWith('[')
        ? [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray()]
        : [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static long Count(JsonElement row, string name) => row.GetProperty(name).GetInt64();

    private async Task<ToolRun> RunAsync(params string[] arguments) => (await ToolRun.OfAsync(TimeProvider.System, [.. arguments, "--config", _config])).MustEndWell();
}
