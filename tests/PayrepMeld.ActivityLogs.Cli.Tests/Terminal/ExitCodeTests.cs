using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Terminal;

/// <summary>How a run ends, and what it says then: one line.</summary>
public sealed class ExitCodeTests
{
    private const string Nobody = "http://127.0.0.1:1/";

    [Theory]
    [Trait("Fault", "14")]
    [Trait("Fault", "45")]
    [InlineData("payrep", "Payrep refused the login")]
    [InlineData("meld", "Meld refused the credentials")]
    public async Task Three_for_refused_credentials(string vendor, string line)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);

        var run = await ListAsync(vendors, vendor, Vendors.Setting("payrep", "Password", "wrong"), Vendors.Setting("meld", "ApiKey", "wrong"));

        EndsWith(run, 3, line);
    }

    [Theory]
    [Trait("Fault", "2")]
    [InlineData("payrep", "Payrep could not be reached (ConnectionError)", "--vendor meld reads Meld alone.")]
    [InlineData("meld", "Meld could not be reached (ConnectionError)", "--vendor payrep reads Payrep alone.")]
    public async Task Four_for_a_host_that_is_down(string vendor, string line, string advice)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        var down = Vendors.Setting(vendor, "BaseAddress", Nobody);

        EndsWith(await ListAsync(vendors, vendor, down), 4, line).Should().NotContain("--vendor");
        EndsWith(await ListAsync(vendors, "all", down), 4, line).Should().EndWith(advice + " activitylogs doctor shows where it fails.\n");
    }

    [Theory]
    [Trait("Fault", "27")]
    [InlineData("payrep")]
    [InlineData("meld")]
    public async Task Five_for_garbage(string vendor)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        vendors.FailLog(vendor, Fault.Garbage());

        EndsWith(await ListAsync(vendors, vendor), 5, vendor == "payrep" ? "Payrep answered what" : "Meld answered what");
    }

    [Theory]
    [Trait("Fault", "29")]
    [InlineData("payrep")]
    [InlineData("meld")]
    public async Task Seven_for_rows_that_cannot_be_read(string vendor)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        var now = TimeProvider.System.GetUtcNow();
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "x", CreatedAt = now }.WithRawJson("""{"neither":"id nor time"}"""));
        vendors.Meld.Vendor.Insert(new MeldRow { Key = "x", OccurredAt = now }.WithRawJson("""{"neither":"id nor time"}"""));

        var run = await ListAsync(vendors, vendor);

        run.ExitCode.Should().Be(7);
        run.Lines.Should().HaveCount(3);
        run.Errors.Should().Be("1 row could not be read and is missing.\n");
    }

    [Fact]
    public async Task Two_for_a_wrong_configuration()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 1);

        EndsWith(await CliRun.OfAsync("list"), 2, "No vendor is configured.");
        EndsWith(await ListAsync(vendors, "all", ("ActivityLogs__Meld__ApiKy", "x")), 2, "The configuration is not valid:").Should().Contain("ApiKy");
        EndsWith(await ListAsync(vendors, "all", ("ActivityLogs__Meld__BaseAddress", "http://example.com")), 2, "The configuration is not valid:").Should().Contain("https");
    }

    [Fact]
    public async Task A_file_is_used_below_the_environment()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 1);
        using var folder = new TempFolder();
        var address = vendors.Meld.BaseAddress;
        await File.WriteAllTextAsync(folder["good.json"], $$"""{"ActivityLogs":{"Meld":{"Resilience":{"MaxRetries":0},"BaseAddress":"{{address}}","ApiKey":"wrong"} } }""");
        await File.WriteAllTextAsync(folder["broken.json"], """{"ActivityLogs":""");

        EndsWith(await CliRun.OfAsync("list", "-o", "jsonl", "--config", folder["good.json"]), 3, "Meld refused");
        (await CliRun.OfAsync([("ActivityLogs__Meld__ApiKey", "meld-test-key")], "list", "-o", "jsonl", "--config", folder["good.json"])).MustSucceed().Lines.Should().HaveCount(1);
        EndsWith(await CliRun.OfAsync("list", "--config", folder["none.json"]), 2, "--config is '").Should().Contain("none.json'; allowed: a file that exists");
        EndsWith(await CliRun.OfAsync("list", "--config", folder["broken.json"]), 2, "The configuration cannot be read: ").Should().Contain("broken.json");
        EndsWith(await CliRun.OfAsync("list", "--config", Path.GetTempPath()), 2, "--config is '");
    }

    [Fact]
    public async Task User_secrets_are_used_below_a_file()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 1);
        using var folder = new TempFolder();
        var secrets = Directory.CreateDirectory(folder["Microsoft/UserSecrets/payrepmeld-activitylogs-cli"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "secrets.json"), $$"""{"ActivityLogs:Meld:BaseAddress":"{{vendors.Meld.BaseAddress}}","ActivityLogs:Meld:ApiKey":"meld-test-key"}""");
        await File.WriteAllTextAsync(folder["file.json"], """{"ActivityLogs":{"Meld":{"ApiKey":"wrong"}}}""");

        (await CliRun.OfAsync([("APPDATA", folder[""])], "list", "-o", "jsonl")).MustSucceed().Lines.Should().HaveCount(1);
        EndsWith(await CliRun.OfAsync([("APPDATA", folder[""])], "list", "-o", "jsonl", "--config", folder["file.json"]), 3, "Meld refused");
    }

    private static Task<CliRun> ListAsync(TwoFakes vendors, string vendor, params (string Key, string Value)[] settings) =>
        CliRun.OfAsync([.. vendors.Environment, .. settings], "list", "--vendor", vendor, "-o", "jsonl");

    private static string EndsWith(CliRun run, int code, string line)
    {
        run.Errors.Should().StartWith(line);
        (run.ExitCode, run.Output).Should().Be((code, ""));
        return run.Errors;
    }
}
