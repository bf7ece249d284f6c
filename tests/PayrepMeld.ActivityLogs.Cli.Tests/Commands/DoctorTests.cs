using System.Globalization;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Faults;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs doctor</c>.</summary>
public sealed class DoctorTests
{
    private const string Canary = "canary-7Qz+k";

    [Fact]
    public async Task What_works_is_ok_and_costs_one_read_of_each_vendor()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 300);

        var run = (await CliRun.OfAsync(vendors, "doctor")).MustSucceed();

        run.Lines.Should().HaveCount(9).And.OnlyContain(line => line.StartsWith("ok    default", StringComparison.Ordinal));
        run.Lines[0].Should().MatchRegex("^ok    default +configuration  Payrep and Meld$");
        run.Lines[4].Should().MatchRegex(@"^ok    default/Payrep +clock +less than \d s apart$", "it is the same clock");
        vendors.Meld.Journal.Count.Should().Be(1);
        vendors.Payrep.Journal.Requests.Select(r => r.Path.Split('/')[^1]).Should().Equal("login", "fetch_activity_logs");
    }

    [Fact]
    public async Task Refused_credentials_are_a_failure_with_the_settings_to_change_and_no_secret_is_shown()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 10);
        (string, string)[] wrong = [.. vendors.Environment, ("ActivityLogs__Payrep__Password", Canary), ("ActivityLogs__Meld__ApiKey", Canary + "2")];

        var run = await CliRun.OfAsync(wrong, "doctor", "--verbose");

        run.ExitCode.Should().Be(3);
        run.Lines.Should().ContainMatch("FAIL  default/Payrep * credentials *code 41*").And.ContainMatch("FAIL  default/Meld * credentials *HTTP 401*")
            .And.ContainMatch("      Set ActivityLogs__Payrep__Email and ActivityLogs__Payrep__Password*").And.ContainMatch("      Set ActivityLogs__Meld__ApiKey.*")
            .And.ContainMatch("ok    default/Meld * clock *");
        foreach (var form in new[] { Canary, Uri.EscapeDataString(Canary), Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary + "2")), "canary-7Qz\\u002Bk" })
        {
            (run.Output + run.Errors).Should().NotContain(form);
        }
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_and_a_port_that_refuses_are_told_apart_and_what_follows_is_skipped()
    {
        var run = await CliRun.OfAsync(Both("http://127.0.0.1:1", "https://nowhere.invalid"), "doctor");

        run.ExitCode.Should().Be(4);
        Shape(run).Should().Equal(
            "ok configuration", "ok name", "FAIL connection", "skip credentials", "skip clock", "FAIL name", "skip connection", "skip tls", "skip credentials", "skip clock");
        run.Lines.Should().ContainMatch("*127.0.0.1:1 refused the connection").And.ContainMatch("*nowhere.invalid does not resolve").And.ContainMatch("      Compare ActivityLogs__Meld__BaseAddress*");
    }

    [Fact]
    public async Task A_port_of_this_machine_that_refuses_may_be_of_a_program_that_does_not_run()
    {
        var run = await CliRun.OfAsync(Both("http://localhost:1", "https://127.0.0.1:1"), "doctor");

        run.Lines.Should().ContainMatch("      Is it running, and is ActivityLogs__Payrep__BaseAddress * where it listens? `activitylogs simulate` *")
            .And.ContainMatch("      Is it running, and is ActivityLogs__Meld__BaseAddress *").And.NotContainMatch("*documentation*");
    }

    [Theory]
    [InlineData(407, "the proxy refused the tunnel to vendor.example:443 (HTTP 407)")]
    [InlineData(404, "the proxy refused the tunnel to vendor.example:443 (HTTP 404)")]
    [InlineData(null, "no answer came through the proxy (ResponseEnded)")]
    public async Task A_proxy_that_lets_nobody_through_is_told_without_its_password(int? status, string told)
    {
        await using var proxy = new RefusingProxy(status);
        (string, string)[] environment =
        [
            ("HTTPS_PROXY", string.Create(CultureInfo.InvariantCulture, $"http://user:{Uri.EscapeDataString(Canary)}@127.0.0.1:{proxy.Port}")), ("NO_PROXY", ""),
            ("ActivityLogs__Meld__BaseAddress", "https://vendor.example"), ("ActivityLogs__Meld__ApiKey", "k"), ("ActivityLogs__Meld__Resilience__MaxRetries", "0"),
        ];

        var table = await CliRun.OfAsync(environment, "doctor", "--verbose");
        var json = await CliRun.OfAsync(environment, "doctor", "-o", "json");
        var list = await CliRun.OfAsync(environment, "list", "--verbose");

        new[] { table.ExitCode, json.ExitCode, list.ExitCode }.Should().Equal(4, 4, 4);
        Shape(table).Should().Equal("ok configuration", "ok name", "FAIL connection", "skip tls", "skip credentials", "skip clock");
        table.Lines.Should().ContainMatch($"*{told}").And.ContainMatch("      Check the address and the credentials that HTTPS_PROXY *");
        json.Output.Should().Contain(told);
        foreach (var run in new[] { table, json, list })
        {
            (run.Output + run.Errors).Should().NotContainAny(Canary, Uri.EscapeDataString(Canary), "canary");
        }
    }

    [Fact]
    [Trait("Fault", "3")]
    public async Task A_certificate_that_nobody_trusts_is_a_failure_of_TLS()
    {
        using var certificate = TestCertificates.SelfSigned();
        await using var meld = await FakeMeldServer.StartAsync(certificate: certificate);

        var run = await CliRun.OfAsync([("ActivityLogs__Meld__BaseAddress", meld.BaseAddress.AbsoluteUri), ("ActivityLogs__Meld__ApiKey", "meld-test-key")], "doctor");

        run.ExitCode.Should().Be(4);
        Shape(run).Should().Equal("ok configuration", "ok name", "ok connection", "FAIL tls", "skip credentials", "skip clock");
        run.Lines.Should().ContainMatch("*There is no switch to ignore it.");
        meld.Journal.Count.Should().Be(0);
    }

    [Fact]
    public async Task Garbage_silence_and_throttling_are_failures_of_the_read()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 10);

        vendors.Meld.Faults.Enqueue(Fault.Status(429, retryAfter: "3600"));
        vendors.Payrep.Faults.EnqueueFor("/fetch_activity_logs", Fault.Garbage());
        var both = await CliRun.OfAsync([.. vendors.Environment, ("ActivityLogs__Payrep__Resilience__MaxRetries", "3")], "doctor");
        vendors.Meld.Faults.Enqueue(Fault.StallHeaders());
        var silent = await CliRun.OfAsync(vendors, "doctor", "--vendor", "meld", "--timeout", "2s");

        (both.ExitCode, silent.ExitCode).Should().Be((5, 4), "the highest counts");
        Shape(both).Should().Equal("ok configuration", "ok name", "ok connection", "FAIL credentials", "ok clock", "ok name", "ok connection", "FAIL credentials", "ok clock");
        both.Lines.Should().ContainMatch("FAIL *Meld asks for fewer requests*").And.ContainMatch("      Wait, and let fewer programs ask*").And.ContainMatch("      Something else may be answering*");
        Shape(silent).Should().Equal("ok configuration", "ok name", "ok connection", "FAIL credentials", "skip clock");
        silent.Lines.Should().ContainMatch("FAIL *Meld did not answer within 2 s.");
    }

    [Fact]
    public async Task A_clock_that_is_an_hour_off_is_a_warning_only()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 10);
        var hourAgo = TimeProvider.System.GetUtcNow().AddHours(-1).ToString("r", CultureInfo.InvariantCulture);
        vendors.Meld.Faults.Always(Fault.Status(200, body: """{"activities":[],"count":0,"remaining":0}""", headers: new Dictionary<string, string>(StringComparer.Ordinal) { ["Date"] = hourAgo }));

        var run = (await CliRun.OfAsync(vendors, "doctor", "--vendor", "meld")).MustSucceed();

        run.Lines.Should().ContainMatch("warn  default/Meld * clock * this machine is 3* s ahead of Meld").And.ContainMatch("      Let this machine's clock be set *");
    }

    [Fact]
    public async Task Configuration_that_is_missing_or_wrong_is_a_line_of_its_own()
    {
        var nothing = await CliRun.OfAsync("doctor");
        var typos = await CliRun.OfAsync([("ActivityLogs__Meld__Keey", Canary), ("ActivityLogs__Meld__ApiKey", "k"), ("ActivityLogs__Meld__Environment", "Moon")], "doctor", "--output", "json");

        nothing.ExitCode.Should().Be(2);
        nothing.Lines[0].Should().MatchRegex("^FAIL  default +configuration  No vendor is configured");
        nothing.Lines.Should().ContainMatch("        ActivityLogs__Meld__ApiKey=*");
        typos.ExitCode.Should().Be(2);
        typos.Errors.Should().BeEmpty();
        typos.Output.Should().NotContain(Canary);
        var findings = JsonDocument.Parse(typos.Output).RootElement.EnumerateArray().ToList();
        findings.Select(f => f.GetProperty("result").GetString()).Should().Equal("fail", "fail");
        findings.Select(f => f.GetProperty("detail").GetString()).Should().ContainMatch("ActivityLogs:Meld:Keey is not a known key*").And.ContainMatch("ActivityLogs:Meld:Environment is*Moon*");
    }

    [Fact]
    public async Task Accounts_are_checked_each_by_itself_and_one_can_be_chosen()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 10);
        var meld = vendors.Meld.BaseAddress.AbsoluteUri;
        (string, string)[] accounts =
        [
            ("ActivityLogs__Accounts__acme__Meld__BaseAddress", meld), ("ActivityLogs__Accounts__acme__Meld__ApiKey", "meld-test-key"),
            ("ActivityLogs__Accounts__beta__Meld__BaseAddress", meld), ("ActivityLogs__Accounts__beta__Meld__ApiKey", "other"),
        ];

        var all = await CliRun.OfAsync(accounts, "doctor", "--output", "json");
        var acme = await CliRun.OfAsync(accounts, "doctor", "--account", "acme");
        var payrep = await CliRun.OfAsync(accounts, "doctor", "--account", "acme", "--vendor", "payrep");
        var unknown = await CliRun.OfAsync(accounts, "doctor", "--account", "Acme");

        new[] { all.ExitCode, acme.ExitCode, payrep.ExitCode, unknown.ExitCode }.Should().Equal(3, 0, 2, 2);
        var failed = JsonDocument.Parse(all.Output).RootElement.EnumerateArray().Single(f => f.GetProperty("result").GetString() == "fail");
        (failed.GetProperty("account").GetString(), failed.GetProperty("vendor").GetString(), failed.GetProperty("check").GetString()).Should().Be(("beta", "meld", "credentials"));
        failed.GetProperty("remedy").GetString().Should().StartWith("Set ActivityLogs__Accounts__beta__Meld__ApiKey.");
        acme.Lines.Should().OnlyContain(line => line.StartsWith("ok    acme", StringComparison.Ordinal));
        payrep.Lines.Should().ContainMatch("FAIL  acme * configuration  Payrep is not configured");
        unknown.Errors.Should().Contain("--account is 'Acme'; allowed: an account of the configuration: acme, beta.");
    }

    [Fact]
    public async Task Accounts_that_share_a_login_are_told_the_same_whoever_sent_it()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 10);
        vendors.Payrep.Vendor.Options.RefuseLogin = true;

        var down = await CliRun.OfAsync(Shared("http://127.0.0.1:1"), "doctor");
        var refused = await CliRun.OfAsync(Shared(vendors.Payrep.BaseAddress.AbsoluteUri), "doctor");

        Shape(down).Should().Equal(Twice("ok configuration", "ok name", "FAIL connection", "skip credentials", "skip clock"));
        Shape(refused).Should().Equal(Twice("ok configuration", "ok name", "ok connection", "FAIL credentials", "ok clock"));
        foreach (var account in new[] { "a", "b" })
        {
            down.Lines.Should().ContainMatch($"ok    {account}/Payrep * name * 127.0.0.1").And.ContainMatch($"FAIL  {account}/Payrep * 127.0.0.1:1 refused the connection")
                .And.ContainMatch($"      Is it running, and is ActivityLogs__Accounts__{account}__Payrep__BaseAddress *");
            refused.Lines.Should().ContainMatch($"ok    {account}/Payrep * connection * port {vendors.Payrep.BaseAddress.Port}");
        }

        static (string, string)[] Shared(string address) => [.. new[] { "a", "b" }.SelectMany(account => new[]
        {
            ($"ActivityLogs__Accounts__{account}__Payrep__BaseAddress", address), ($"ActivityLogs__Accounts__{account}__Payrep__Email", "dashboard@example.com"),
            ($"ActivityLogs__Accounts__{account}__Payrep__Password", "password"),
        })];

        static string[] Twice(params string[] shape) => [.. shape, .. shape];
    }

    [CtrlCFact]
    [Trait("Fault", "7")]
    public async Task Ctrl_C_ends_a_check_that_waits()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 10);
        vendors.Meld.Faults.Always(Fault.StallHeaders());
        using var run = ProgramProcess.Start("activitylogs", vendors.Environment, "doctor", "--vendor", "meld");
        await run.UntilAsync(() => vendors.Meld.Journal.InFlight == 1);

        run.Interrupt();

        (await run.ExitedAsync()).Should().Be(130);
    }

    private static (string, string)[] Both(string payrep, string meld) =>
    [
        ("ActivityLogs__Payrep__BaseAddress", payrep), ("ActivityLogs__Payrep__Token", "t"),
        ("ActivityLogs__Meld__BaseAddress", meld), ("ActivityLogs__Meld__ApiKey", "k"),
    ];

    /// <summary>Result and check of each line that has them.</summary>
    private static IEnumerable<string> Shape(CliRun run) => run.Lines.Where(line => line[0] != ' ').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(words => $"{words[0]} {words[2]}");
}
