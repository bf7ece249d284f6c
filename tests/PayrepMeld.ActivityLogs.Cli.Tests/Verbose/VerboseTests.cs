using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Verbose;

/// <summary><c>--verbose</c>, and what is said without it.</summary>
public sealed partial class VerboseTests
{
    private const string Password = "pass+canary/81\"ö wörd&=";
    private const string ApiKey = "key+canary/82\"&=%";

    [Fact]
    public async Task Each_request_is_a_line()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        vendors.FailLog("meld", Fault.Status(503));

        var payrep = await CliRun.OfAsync(vendors, "list", "--verbose", "--vendor", "payrep", "-o", "jsonl");
        var meld = await CliRun.OfAsync(
            [.. vendors.Environment, Vendors.Setting("meld", "Resilience__MaxRetries", "1"), Vendors.Setting("meld", "Resilience__RetryDelay", "00:00:00.010")],
            "list", "--verbose", "--vendor", "meld", "-o", "jsonl");

        (payrep.ExitCode, meld.ExitCode).Should().Be((0, 4));
        payrep.Errors.Should().MatchRegex(@"^Payrep POST /api/v1/auth/web/login 200 after \d+ ms, \d+ bytes\n(Payrep POST /api/v1/security/web/fetch_activity_logs 200 after \d+ ms, \d+ bytes\n)+$");
        meld.Errors.Split('\n').Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^Meld GET /activity-log 503 after \d+ ms, 0 bytes$"),
            line => line.Should().Match("Meld: attempt 1 failed (HTTP 503), next one in * (Retrying)"),
            line => line.Should().MatchRegex(@"^Meld GET /activity-log 503 after \d+ ms, 0 bytes$"),
            line => line.Should().StartWith("Meld could not answer (HTTP 503)"),
            line => line.Should().BeEmpty());
    }

    /// <summary>Requests end at the same time, on threads of their own.</summary>
    [Fact]
    public async Task A_line_is_whole_whoever_writes_at_the_same_time()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 40_000);

        var run = await CliRun.OfAsync(vendors, "stats", "--verbose", "--since", "2001-01-01", "--concurrency", "8", "--output", "json", "--by", "status");

        run.ExitCode.Should().Be(0);
        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount((int)(vendors.Payrep.Journal.Count + vendors.Meld.Journal.Count) + 1)
            .And.OnlyContain(line => line.StartsWith("Range: ") || Attempt().IsMatch(line));
    }

    [Fact]
    public async Task So_is_one_without_an_answer()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);

        var run = await CliRun.OfAsync([.. vendors.Environment, Vendors.Setting("meld", "BaseAddress", "http://127.0.0.1:1/")], "list", "-v", "--vendor", "meld", "-o", "jsonl");

        run.Errors.Should().MatchRegex(@"^Meld GET /activity-log no answer after \d+ ms: ConnectionError\n");
    }

    [Fact]
    public async Task What_the_SDK_warns_of_is_a_note_that_quiet_silences()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        vendors.Meld.Vendor.Options.RemainingMode = CountMode.Absent;

        var told = await CliRun.OfAsync(vendors, "list", "-o", "jsonl");
        var quiet = await CliRun.OfAsync(vendors, "list", "-o", "jsonl", "--quiet");

        told.Errors.Should().Be("Meld, account default: the count of remaining rows is missing or wrong; this read goes on until a page is empty.\n");
        (told.ExitCode, told.Lines.Count).Should().Be((0, 6));
        quiet.MustSucceed().Lines.Should().Equal(told.Lines);
    }

    /// <summary>All there is to read for <c>list</c>; for the others what has secrets in it.</summary>
    public static TheoryData<string, string> Outcomes()
    {
        var outcomes = new TheoryData<string, string>();
        foreach (var outcome in (string[])["read", "refused", "expired", "down", "out", "garbage", "echoed", "not valid"])
        {
            outcomes.Add("list", outcome);
        }

        foreach (var command in (string[])["stats", "report", "export"])
        {
            foreach (var outcome in (string[])["read", "refused", "garbage", "echoed", "not valid"])
            {
                outcomes.Add(command, outcome);
            }
        }

        return outcomes;
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task No_secret_is_in_it(string command, string outcome)
    {
        using var folder = new TempFolder();
        await using var vendors = await TwoFakes.StartAsync(rows: 150);
        vendors.Payrep.Vendor.Options.Password = Password;
        vendors.Meld.Vendor.Options.ApiKeys.Clear();
        vendors.Meld.Vendor.Options.ApiKeys.Add(ApiKey);
        var settings = Arrange(vendors, outcome);
        foreach (var vendor in new[] { "payrep", "meld" })
        {
            var run = await CliRun.OfAsync(
                [.. vendors.Environment, Vendors.Setting(vendor, "Resilience__MaxRetries", "1"), Vendors.Setting(vendor, "Resilience__RetryDelay", "00:00:00.010"), .. settings],
                [command, .. command is "list" ? ["--all"] : (string[])[], .. command is "export" or "report" ? [folder[vendor]] : (string[])[], "--verbose", "--vendor", vendor]);

            run.ExitCode.Should().Be(outcome switch
            {
                "read" or "expired" => 0,
                "refused" => 3,
                "down" or "out" => 4,
                "garbage" => 5,
                _ => 2,
            }, run.Errors);
            run.Errors.Should().NotBeEmpty();
            foreach (var secret in Secrets(vendors).SelectMany(FormsOf))
            {
                (run.Errors + run.Output + Files(folder)).Should().NotContain(secret);
            }
        }
    }

    private static (string Key, string Value)[] Arrange(TwoFakes vendors, string outcome)
    {
        switch (outcome)
        {
            case "refused":
                vendors.Payrep.Vendor.Options.RefuseLogin = true;
                vendors.Meld.Vendor.Faults.Always(Fault.MeldError(401, message: "No such key: " + ApiKey));
                break;
            case "expired":
                vendors.Payrep.Faults.When(r => r.Number == 3, Fault.ExpiredToken(), times: 1);
                break;
            case "out":
                vendors.FailLog("payrep", Fault.Status(503));
                vendors.FailLog("meld", Fault.Status(503));
                break;
            case "garbage":
                vendors.FailLog("payrep", Fault.Body($"<{Password}>"));
                vendors.FailLog("meld", Fault.Body($"<{ApiKey}>"));
                break;
            case "echoed":
                vendors.FailLog("payrep", Fault.PayrepCode("01", $"You sent {Password}"));
                vendors.FailLog("meld", Fault.MeldError(400, message: $"You sent {ApiKey} and {Convert.ToBase64String(Encoding.UTF8.GetBytes(ApiKey))}"));
                break;
            case "down":
                return [Vendors.Setting("payrep", "BaseAddress", "http://127.0.0.1:1/"), Vendors.Setting("meld", "BaseAddress", "http://127.0.0.1:1/")];
            case "not valid":
                return [Vendors.Setting("payrep", "Password", Password + "\n"), Vendors.Setting("meld", "ApiKey", ApiKey + "\n"), Vendors.Setting("meld", "Key", ApiKey)];
        }

        return [];
    }

    [GeneratedRegex(@"^(Payrep POST|Meld GET) [a-z0-9/_-]+ 200 after \d+ ms(, \d+ bytes)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Attempt();

    private static string Files(TempFolder folder) => string.Concat(folder.Files.Select(file => File.ReadAllText(folder[file])));

    /// <summary>Those of the configuration, and the tokens that were handed out.</summary>
    private static IEnumerable<string> Secrets(TwoFakes vendors)
    {
        var tokens = vendors.Payrep.Journal.Requests.Select(request => request.Header("Authorization")?.Split(' ')[^1]).OfType<string>();
        var refresh = vendors.Payrep.Journal.Requests.Where(request => request.Path.EndsWith("/refresh", StringComparison.Ordinal))
            .Select(request => JsonDocument.Parse(request.BodyText).RootElement.GetProperty("refresh").GetString()!);
        return [Password, ApiKey, .. tokens.Concat(refresh).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> FormsOf(string secret) =>
    [
        secret,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Uri.EscapeDataString(secret),
        JsonSerializer.Serialize(secret).Trim('"'),
        secret.Replace("\"", "\\\"", StringComparison.Ordinal),
    ];
}
