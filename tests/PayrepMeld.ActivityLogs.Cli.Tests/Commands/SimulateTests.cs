using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs simulate</c>.</summary>
public sealed class SimulateTests
{
    [CtrlCFact]
    public async Task It_says_where_it_listens_and_how_to_get_there_until_Ctrl_C()
    {
        using var simulation = ProgramProcess.Start("activitylogs", [], "simulate", "--entries", "120", "--live", "0s");
        await simulation.UntilAsync(() => simulation.Errors.Contains("ApiKey=", StringComparison.Ordinal));

        simulation.Output.ReplaceLineEndings("\n").Should().MatchRegex(@"^payrep http://127\.0\.0\.1:\d+\nmeld http://127\.0\.0\.1:\d+\n$");
        var environment = simulation.Errors.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("export ", StringComparison.Ordinal))
            .Select(line => line["export ".Length..].Split('=', 2)).Select(pair => (pair[0], pair[1])).ToList();
        environment.Select(e => e.Item1).Should().Equal(
            "ActivityLogs__Payrep__BaseAddress", "ActivityLogs__Payrep__Email", "ActivityLogs__Payrep__Password", "ActivityLogs__Meld__BaseAddress", "ActivityLogs__Meld__ApiKey");
        (await CliRun.OfAsync(environment, "list", "--all", "--output", "jsonl")).MustSucceed().Lines.Should().HaveCount(240);

        simulation.Interrupt();

        (await simulation.ExitedAsync()).Should().Be(130);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 0);
        var port = vendors.Meld.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var run = await CliRun.OfAsync("simulate", "--meld-port", port);

        (run.ExitCode, run.Output).Should().Be((2, ""));
        run.Errors.Should().Be($"--meld-port is '{port}'; allowed: a port that is free and may be used, or 0 for any.{Environment.NewLine}");
    }

    [Theory]
    [InlineData("--payrep-port", "65536", "a whole number from 0 to 65535")]
    [InlineData("--entries", "1e3", "a whole number from 0 to 10000000")]
    [InlineData("--days", "0", "a whole number from 1 to 3650")]
    [InlineData("--delay", "50", "a duration such as 50ms, 2s or 1m, 0s to 1m")]
    [InlineData("--live", "0.0001s", "a duration such as 50ms, 2s or 1m, 0s or 1ms to 1h")]
    [InlineData("--live", "61m", "a duration such as 50ms, 2s or 1m, 0s or 1ms to 1h")]
    [InlineData("--fault-rate", "1.01", "a share from 0 to 1, such as 0.05")]
    public async Task A_value_that_cannot_be_is_refused_with_what_can(string option, string value, string allowed)
    {
        var run = await CliRun.OfAsync("simulate", option, value);

        (run.ExitCode, run.Output, run.Errors).Should().Be((2, "", $"{option} is '{value}'; allowed: {allowed}.{Environment.NewLine}"));
    }
}
