using System.Globalization;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary>What <c>activitylogs list</c> makes of its options.</summary>
public sealed class ListOptionsTests
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-n", "0", "a whole number from 1")]
    [InlineData("-n", "-1", "a whole number from 1")]
    [InlineData("-n", "1.5", "a whole number from 1")]
    [InlineData("-n", "", "a whole number from 1")]
    [InlineData("-n", "9999999999999999999", "a whole number from 1")]
    [InlineData("--vendor", "stripe", "payrep, meld or all")]
    [InlineData("--vendor", "", "payrep, meld or all")]
    [InlineData("--account", " ", "a text that is not empty")]
    [InlineData("--since", "yesterday", "how long ago")]
    [InlineData("--until", "", "how long ago")]
    [InlineData("--outcome", "bad", "success, failure or unknown")]
    [InlineData("--method", "", "a text that is not empty")]
    [InlineData("--status-code", "4x", "a status (400)")]
    [InlineData("--status-code", "", "a status (400)")]
    [InlineData("--endpoint", "", "a text that is not empty")]
    [InlineData("--ip", "10.0.0", "an IP address")]
    [InlineData("--ip", "010.0.0.1", "an IP address")]
    [InlineData("--search", "", "a text that is not empty")]
    [InlineData("--action", "", "values that are not empty")]
    [InlineData("--action", "a,,b", "values that are not empty")]
    [InlineData("--connection", "a,", "values that are not empty")]
    [InlineData("--financial-account", ",", "values that are not empty")]
    [InlineData("--request-id", "", "a text that is not empty")]
    [InlineData("--customer", "", "a text that is not empty")]
    [InlineData("--external-customer", "", "a text that is not empty")]
    [InlineData("--event-type", "", "a text that is not empty")]
    [InlineData("--output", "xml", "table, jsonl, json, csv or ecs")]
    [InlineData("--fields", "time,color", "each once, comma-separated, of time, vendor")]
    [InlineData("--fields", "id,ID", "each once, comma-separated, of time, vendor")]
    [InlineData("--fields", "", "each once, comma-separated, of time, vendor")]
    [InlineData("--config", "", "a file that exists")]
    [InlineData("--config", "/nowhere/x.json", "a file that exists")]
    [InlineData("--method", "\t\n", "a text that is not empty")]
    [InlineData("--since", "\u001b[2J\u202e", "how long ago")]
    public async Task A_bad_value_gets_one_line_that_names_it(string option, string value, string allowed)
    {
        var run = await ToolRun.OfAsync("list", option, value);

        (run.ExitCode, run.Output).Should().Be((2, ""));
        run.Errors.Should().StartWith($"{option} is '{SafeText.Escape(value)}'; allowed: {allowed}").And.EndWith(".\n").And.Subject.Count(c => c == '\n').Should().Be(1);
    }

    [Theory]
    [InlineData("--all -n 5", "-n and --all contradict each other")]
    [InlineData("--failed --outcome success", "--failed and --outcome contradict each other")]
    [InlineData("--customer a --external-customer b", "--customer and --external-customer cannot be used")]
    [InlineData("--vendor payrep --action X", "--vendor is payrep, but only Meld knows")]
    [InlineData("--output ecs --fields id", "--fields and --output ecs contradict each other")]
    [InlineData("--since 1h --until 2h", "--since is not before --until")]
    [InlineData("--since 2026-11-20 --until 2026-11-20", "--since is not before --until")]
    [InlineData("-n 5 -n 6", "")]
    [InlineData("--nonsense", "")]
    [InlineData("nonsense", "")]
    public async Task Options_that_contradict_each_other_are_refused(string arguments, string message)
    {
        var run = await ToolRun.OfAsync(["list", .. arguments.Split(' ')]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Errors.Should().StartWith(message).And.Subject.Count(c => c == '\n').Should().Be(1);
    }

    [Theory]
    [InlineData("--status-code 4xx,!404", "p400")]
    [InlineData("--status-code 404,500", "p500,p404,m404")]
    [InlineData("--status-code !2xx", "p500,p404,m404,p400,mnone")]
    [InlineData("--endpoint /v1/transfers", "p400,p200,m200")]
    [InlineData("--endpoint /v1/transfers?page=*", "p400")]
    [InlineData("--endpoint *accounts*", "p500,p404,m404")]
    [InlineData("--endpoint https://api.meld.io/*", "m200")]
    [InlineData("--ip 203.0.113.7", "m404,p400")]
    [InlineData("--ip 10.0.0.0/8", "p500,m404")]
    [InlineData("--ip 2001:db8::/32", "p200")]
    [InlineData("--outcome unknown", "mnone")]
    [InlineData("--vendor payrep --method get", "p404")]
    [InlineData("--method GET", "p404,m404")]
    [InlineData("--vendor meld", "m404,mnone,m200")]
    [InlineData("--action OUT", "m200")]
    [InlineData("--vendor all --action OUT", "p500,p404,p400,p200,m200")]
    [InlineData("--action IN,OUT", "m404,m200")]
    [InlineData("--action IN --action OUT", "m404,m200")]
    [InlineData("--search balance", "m404,p400")]
    [InlineData("--since 2026-11-20T08:02:00Z --until 2026-11-20T08:05:00Z", "m404,p400,mnone")]
    [InlineData("--since 2026-11-20T08:02 --until 2026-11-20T08:05 --utc", "m404,p400,mnone")]
    [InlineData("--since 0001-01-01T00:00:00Z --until 9999-12-31T23:59:59Z", "p500,p404,m404,p400,mnone,p200,m200")]
    [InlineData("-n 9223372036854775807", "p500,p404,m404,p400,mnone,p200,m200")]
    [InlineData("-n 3", "p500,p404,m404")]
    [InlineData("-n 2 --endpoint /v1/transfers", "p400,p200")]
    [InlineData("-n 1 --status-code 2xx", "p200")]
    [InlineData("-n 2 --vendor meld --method get --endpoint *accounts*", "m404")]
    public async Task Filters_choose_entries(string arguments, string ids)
    {
        await using var vendors = await SomeAsync();

        var run = (await ToolRun.OfAsync(vendors, ["list", "-o", "jsonl", "--fields", "id", .. arguments.Split(' ')])).MustSucceed();

        run.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).Should().Equal(ids.Split(','));
    }

    [Theory]
    [InlineData("--since 2099-01-01")]
    [InlineData("--until 2016-01-01")]
    [InlineData("--until 0001-01-02T00:00:00Z")]
    [InlineData("--since 9999-12-31T23:59:59Z")]
    [InlineData("--since 9999-12-31T23:59:59Z --until 9999-12-31T23:59:59.5Z")]
    [InlineData("--status-code 599")]
    [InlineData("--search nobody-logged-this")]
    public async Task What_finds_nothing_says_so(string arguments)
    {
        await using var vendors = await SomeAsync();

        var run = await ToolRun.OfAsync(vendors, ["list", .. arguments.Split(' ')]);
        var quiet = await ToolRun.OfAsync(vendors, ["list", "--quiet", .. arguments.Split(' ')]);

        (run.ExitCode, run.Output, quiet.ExitCode, quiet.Output, quiet.Errors).Should().Be((0, "", 0, "", ""));
        run.Errors.Should().StartWith("No entries.");
        run.Errors.Contains("Payrep searches by rules of its own", StringComparison.Ordinal).Should().Be(arguments.StartsWith("--search", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failed_tells_of_those_that_do_not_say()
    {
        await using var vendors = await SomeAsync();

        var failed = await ToolRun.OfAsync(vendors, "list", "--failed", "-o", "csv", "--fields", "id,outcome");
        var outcome = await ToolRun.OfAsync(vendors, "list", "--outcome", "FAILURE", "-o", "csv", "--fields", "id,outcome", "--quiet");

        failed.Output.Should().Be("id,outcome\r\np500,failure\r\np404,failure\r\nm404,failure\r\np400,failure\r\n").And.Be(outcome.Output);
        (failed.ExitCode, outcome.ExitCode, outcome.Errors).Should().Be((0, 0, ""));
        failed.Errors.Should().StartWith("1 ").And.Contain("--outcome unknown");
    }

    [Fact]
    public async Task No_more_is_transferred_than_is_shown()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3000);

        (await ToolRun.OfAsync(vendors, "list", "-n", "3", "-o", "jsonl")).MustSucceed();

        vendors.Meld.Journal.Requests.Should().ContainSingle().Which.Query.Should().Contain("limit=3");
        vendors.Payrep.Journal.For("/api/v1/security/web/fetch_activity_logs").Should().ContainSingle().Which.BodyText.Should().Contain("\"limit\":3");
    }

    [Theory]
    [InlineData("--vendor meld --method DELETE")]
    [InlineData("--vendor meld --failed")]
    [InlineData("--status-code 429")]
    [Trait("Issue", "5")]
    public async Task What_must_be_looked_for_is_read_in_whole_pages(string arguments)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3000);

        await ToolRun.OfAsync(vendors, ["list", "-n", "1", "-o", "jsonl", .. arguments.Split(' ')]);

        vendors.Meld.Journal.Requests.Should().NotBeEmpty().And.OnlyContain(request => request.Query.Contains("limit=100", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_end_with_7()
    {
        await using var vendors = await SomeAsync();
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "bad", CreatedAt = Eight }.WithRawJson("""{"id":"bad"}"""));

        var run = await ToolRun.OfAsync(vendors, "list", "--quiet", "-o", "jsonl", "--fields", "id");

        (run.ExitCode, run.Lines.Count).Should().Be((7, 7));
        run.Errors.Should().StartWith("1 row").And.Contain("could not be read");
    }

    [Fact]
    public async Task A_table_is_in_the_zone_of_this_machine_and_in_utc_when_asked()
    {
        await using var vendors = await SomeAsync();
        using var folder = new TempFolder();
        string[] list = ["list", "-n", "1", "--config", ToolRun.Configuration(vendors, folder), "--fields", "time"];

        var local = (await ToolRun.OfAsync(new LagosTime(), list)).MustSucceed();
        var utc = (await ToolRun.OfAsync(new LagosTime(), [.. list, "--utc"])).MustSucceed();
        var json = (await ToolRun.OfAsync(new LagosTime(), [.. list, "-o", "jsonl"])).MustSucceed();

        (local.Lines[1], utc.Lines[1]).Should().Be(("2026-11-20 09:06:00.000+01:00", "2026-11-20 08:06:00.000Z"));
        json.Lines.Should().Equal("""{"time":"2026-11-20T08:06:00.0000000Z"}""");
    }

    [Fact]
    public async Task A_date_is_a_midnight_of_this_machine()
    {
        await using var vendors = await SomeAsync();
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "late", CreatedAt = new(2026, 11, 19, 23, 30, 0, TimeSpan.Zero) });
        using var folder = new TempFolder();
        string[] list = ["list", "-o", "jsonl", "--fields", "id", "--since", "2026-11-20", "--config", ToolRun.Configuration(vendors, folder)];

        (await ToolRun.OfAsync(new LagosTime(), list)).MustSucceed().Lines[^1].Should().Contain("late");
        (await ToolRun.OfAsync(new LagosTime(), [.. list, "--utc"])).MustSucceed().Lines[^1].Should().NotContain("late");
    }

    private static async Task<TwoFakes> SomeAsync()
    {
        var vendors = await TwoFakes.StartAsync(rows: 0);
        foreach (var (row, minute) in new[] { ("p200", 1), ("p400", 3), ("p404", 5), ("p500", 6) })
        {
            var code = int.Parse(row[1..], CultureInfo.InvariantCulture);
            vendors.Payrep.Vendor.Insert(new PayrepRow
            {
                Id = row,
                CreatedAt = Eight.AddMinutes(minute),
                ResponseCode = code,
                Status = code < 400 ? "success" : "error",
                Method = code == 404 ? "GET" : "POST",
                Endpoint = code switch { 200 => "/v1/transfers", 400 => "/v1/transfers?page=2", _ => "/v1/accounts/7" },
                Message = code == 400 ? "Balance too low" : "Done",
                IpAddress = code switch { 200 => "2001:db8::7", 400 => "203.0.113.7", 500 => "::ffff:10.1.2.3", _ => null },
            });
        }

        Meld("m200", 0, """{"action":"OUT"}""", """{"method":"POST","url":"https://api.meld.io/v1/transfers","responseCode":200}""");
        Meld("mnone", 2, """{"action":"OTHER"}""", "{}");
        Meld("m404", 4, """{"action":"IN"}""", """{"method":"GET","path":"/v1/accounts","responseCode":404,"ip":"203.0.113.7, 10.0.0.1","message":"No balance"}""");
        return vendors;

        void Meld(string key, int minute, string attributes, string details)
        {
            var at = Eight.AddMinutes(minute);
            vendors.Meld.Vendor.Insert(new MeldRow { Key = key, OccurredAt = at, Action = attributes.Split('"')[3] }.WithRawJson(
                $$"""{"key":"{{key}}","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","attributes":{{attributes}},"details":{{details}}}"""));
        }
    }

    private sealed class LagosTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("+1", TimeSpan.FromHours(1), "+1", "+1");
    }
}
