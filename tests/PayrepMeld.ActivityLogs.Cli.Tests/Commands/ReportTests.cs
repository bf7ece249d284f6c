using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Cli.Tests.Statistics;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs report</c>.</summary>
public sealed partial class ReportTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private TwoFakes _vendors = null!;
    private string _config = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoFakes.StartAsync(rows: 300);
        _config = ToolRun.Configuration(_vendors, _folder);
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_writes_a_file_for_its_owner_and_prints_nothing()
    {
        var run = await CliRun.OfAsync(_vendors, "report", _folder["r.html"]);

        (run.ExitCode, run.Output).Should().Be((0, ""));
        run.Errors.Should().MatchRegex(@"r\.html: 600 requests, \d+ failures, .* to .*\.\n$");
        _folder.Files.Should().Equal("config.json", "r.html");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_folder["r.html"]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_file_that_is_there_stays_unless_it_may_go()
    {
        await File.WriteAllTextAsync(_folder["r.html"], "mine");

        var refused = await RunAsync("report", _folder["r.html"]);

        (refused.ExitCode, await File.ReadAllTextAsync(_folder["r.html"])).Should().Be((2, "mine"));
        refused.Errors.Should().EndWith("allowed: a file that does not exist yet, or any with --force.\n");
        _vendors.Payrep.Journal.Count.Should().Be(0, "nothing is read for nothing");
        (await RunAsync("report", _folder["r.html"], "--force")).MustEndWell();
        (await File.ReadAllTextAsync(_folder["r.html"])).Should().StartWith("<!DOCTYPE html>").And.EndWith("</html>\n");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_before_anything_is_read()
    {
        var run = await RunAsync("report", Path.Combine(_folder["nowhere"], "r.html"));

        run.ExitCode.Should().Be(6);
        run.Errors.Should().StartWith("FILE is '").And.EndWith($"there is no folder {_folder["nowhere"]}.\n");
        (_vendors.Payrep.Journal.Count + _vendors.Meld.Journal.Count).Should().Be(0);
    }

    [Fact]
    public async Task A_read_that_fails_leaves_no_file()
    {
        _vendors.Meld.Vendor.Faults.Always(Fault.Status(503));

        var run = await RunAsync("report", _folder["r.html"]);

        run.ExitCode.Should().Be(4);
        _folder.Files.Should().Equal("config.json");
    }

    [BashFact]
    public async Task Every_command_shows_the_rows_of_its_figure()
    {
        Hostile.Insert(_vendors);
        var zone = Zones.BackOn(TimeProvider.System.GetUtcNow().UtcDateTime.Date);

        await CommandsMustShowTheirRowsAsync(new ClockIn(zone), least: 300, "--since", "30h", "-n", "1000");
    }

    [BashTheory]
    [InlineData(40, "--failed", "--since", "5d", "--until", "1d")]
    [InlineData(40, "--endpoint", "/*", "--method", "POST", "--status-code", "!404", "--utc", "--since", "3d")]
    [InlineData(10, "--vendor", "meld", "--action", "INBOUND_REQUEST,OUTBOUND_REQUEST_WEBHOOK", "--outcome", "failure", "--since", "5d")]
    [InlineData(10, "--ip", "0.0.0.0/1", "--search", "account", "--since", "5d")]
    [InlineData(2, "--message", "Account not found", "--since", "5d")]
    [InlineData(10, "--vendor", "all", "--action", "INBOUND_REQUEST", "--since", "5d")]
    public async Task Every_command_of_a_narrower_report_is_as_narrow(int least, params string[] narrowing) =>
        await CommandsMustShowTheirRowsAsync(TimeProvider.System, least, narrowing);

    [Fact]
    public async Task Rows_that_no_options_choose_get_no_command()
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-1);
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "a", CreatedAt = at, Endpoint = "/star/*", ResponseCode = 500, Status = "error" });
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "b", CreatedAt = at, Endpoint = "/odd", ResponseCode = 500, Status = "odd" });
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "c", CreatedAt = at, IpAddress = "192.0.2.1, 192.0.2.2", ResponseCode = 500, Status = "error" });
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "d", CreatedAt = at, IpAddress = "192.0.2.2", ResponseCode = 500, Status = "error" });

        var html = await ReportAsync("--since", "3h");

        Row(html, "POST /star/*").Should().Contain("no options of list choose exactly these rows").And.NotContain("<code");
        Row(html, "POST /odd").Should().Contain("Requests: 1 <code").And.Contain("Failures: no options of list choose exactly these rows");
        Row(html, "192.0.2.2").Should().NotContain("<code");
    }

    [Fact]
    public async Task It_is_one_document_that_lets_nothing_else_in()
    {
        Hostile.Insert(_vendors);

        var html = await ReportAsync("--since", "6d", "-n", "1000");

        var style = Style().Match(html).Groups["text"].Value;
        html.Should().Contain($"content=\"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'\"");
        Tag().Matches(html).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).Should().BeSubsetOf(
        [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2", "p", "dl", "dt", "dd", "div", "details", "summary", "code", "span", "figure", "figcaption", "b", "svg", "desc",
            "line", "text", "rect", "table", "caption", "thead", "tbody", "tr", "th", "td", "small", "ul", "li",
        ]);
        string.Concat(Tags().Matches(html).Select(m => m.Value)).Should().NotContainAny(" style=", " href=", " src=", " on", "url(");
        html.Should().NotContainAny("\u202E", "\e", "\0");
        WebUtility.HtmlDecode(html).Should().Contain("<script>document.title='ran'</script>").And.Contain("\\u{202E}evil");
        html.Length.Should().BeLessThan(2_000_000);
    }

    [Fact]
    public async Task It_says_what_it_is_of_and_what_is_missing()
    {
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "broken", CreatedAt = TimeProvider.System.GetUtcNow().AddHours(-2) }.WithRawJson("""{"id":"broken"}"""));
        _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "unknown", CreatedAt = TimeProvider.System.GetUtcNow().AddHours(-2), Status = null, ResponseCode = null });

        var run = await ToolRun.OfAsync(new ClockIn(Zones.India), "report", _folder["r.html"], "--since", "2026-01-01", "--vendor", "payrep", "--config", _config);

        var text = WebUtility.HtmlDecode(Tags().Replace(await File.ReadAllTextAsync(_folder["r.html"]), ""));
        run.ExitCode.Should().Be(7);
        text.Should().Contain("1 rows of the log could not be read.").And.Contain("1 entries do not say how they ended");
        text.Should().Contain("Range: 2026-01-01 00:00:00 +05:30 up to, not including, ").And.Contain("zone +5:30").And.Contain("the activity logs of Payrep, account default");
        text[..text.IndexOf("Requests", StringComparison.Ordinal)].Should().Contain("Only what this asks for: --vendor=payrep", "it stands above the figures");
    }

    [Fact]
    public async Task An_address_first_seen_in_the_last_quarter_is_marked()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (ip, days) in (ValueTuple<string, double>[])[("192.0.2.1", 3.9), ("192.0.2.1", 0.5), ("192.0.2.2", 1.1), ("192.0.2.3", 0.9)])
        {
            for (var i = 0; i < 100; i++)
            {
                _vendors.Payrep.Vendor.Insert(new PayrepRow { Id = Guid.NewGuid().ToString(), CreatedAt = now.AddDays(-days), IpAddress = ip, ResponseCode = 500, Status = "error" });
            }
        }

        var html = await ReportAsync("--since", "4d");

        Row(html, "192.0.2.3").Should().Contain("class=\"mark\">new</b>");
        Row(html, "192.0.2.1").Should().NotContain("class=\"mark\"");
        Row(html, "192.0.2.2").Should().NotContain("class=\"mark\"");
        (await ReportAsync("--since", "4d", "--ip", "192.0.2.3")).Should().NotContain("class=\"mark\"").And.Contain("No address is marked as new");
    }

    [Fact]
    public async Task It_holds_no_secret()
    {
        var html = await ReportAsync("--since", "6d");

        html.Should().NotContainAny(_vendors.Payrep.Vendor.Options.Password, _vendors.Meld.Vendor.Options.ApiKeys.First(), _vendors.Payrep.Vendor.Options.Email, "127.0.0.1");
    }

    private static string Row(string html, string name) => RowOf().Matches(html).Select(m => m.Value).First(row => row.Contains($"<summary>{WebUtility.HtmlEncode(name)}</summary>", StringComparison.Ordinal));

    private async Task CommandsMustShowTheirRowsAsync(TimeProvider time, int least, params string[] narrowing)
    {
        using var empty = new TempFolder();
        var run = await ToolRun.OfAsync(time, ["report", _folder["r.html"], "--config", _config, .. narrowing]);
        run.MustEndWell();
        var commands = Command().Matches(await File.ReadAllTextAsync(_folder["r.html"]))
            .Select(m => (Rows: int.Parse(m.Groups["rows"].Value, CultureInfo.InvariantCulture), Line: WebUtility.HtmlDecode(Tags().Replace(m.Groups["line"].Value, "").Trim())))
            .DistinctBy(c => c.Line, StringComparer.Ordinal)
            .ToList();

        var arguments = await Bash.ArgumentsAsync(empty, commands.Select(c => c.Line));

        commands.Count.Should().BeGreaterThan(least);
        empty.Files.Should().BeEmpty("a text that is pasted runs nothing");
        foreach (var ((rows, line), words) in commands.Zip(arguments))
        {
            var shown = await ToolRun.OfAsync(time, [.. words, "--output=jsonl", "--fields=id", "--quiet"]);
            (shown.ExitCode, shown.Lines.Count).Should().Be((0, rows), "{0} said: {1}", line, shown.Errors);
        }
    }

    private async Task<string> ReportAsync(params string[] narrowing)
    {
        (await RunAsync(["report", _folder["r.html"], "--force", .. narrowing])).MustEndWell();
        return await File.ReadAllTextAsync(_folder["r.html"]);
    }

    private Task<ToolRun> RunAsync(params string[] arguments) => ToolRun.OfAsync(TimeProvider.System, [.. arguments, "--config", _config]);

    [GeneratedRegex("<style>(?<text>.*?)</style>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Style();

    [GeneratedRegex("<(?<name>[a-zA-Z!][^\\s>/]*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("<tr><th scope=\"row\">.*?</tr>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowOf();

    [GeneratedRegex("<code data-rows=\"(?<rows>[0-9]+)\">(?<line>.*?)</code>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
