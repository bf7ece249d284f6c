using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

/// <summary>AlertOnFailures as a process: its settings, its state file, and how it ends.</summary>
public sealed class AlertProgramTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string State => _folder["alerts.state"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_nothing_configured_it_alerts_and_ends_when_told()
    {
        using var process = ProgramProcess.Start("AlertOnFailures", [("Alerts__StateFile", State)], "--Alerts:StopAfter=2");

        (await process.ExitedAsync(), process.Errors).Should().Be((0, ""));
        process.Output.Should().Contain("No vendor is configured").And.Contain("[10] ").And.Contain("[1] Failure: Payrep 503 ").And.Contain("[3] First seen address: ");
    }

    [Theory]
    [InlineData(2, "Alerts:PollInterval is 00:00:00; allowed: 00:00:00.1000000 to 1.00:00:00.", "--Alerts:PollInterval=00:00:00")]
    [InlineData(2, "Alerts:PollInterval is -00:00:01; allowed: ", "--Alerts:PollInterval=-00:00:01")]
    [InlineData(2, "Failed to convert configuration value 'soon' at 'Alerts:PollInterval'", "--Alerts:PollInterval=soon")]
    [InlineData(2, "Alerts:StopAfter is 0; allowed: ", "--Alerts:StopAfter=0")]
    [InlineData(2, "Alerts:StopAfter is -1; allowed: ", "--Alerts:StopAfter=-1")]
    [InlineData(2, "Alerts:StateFile is not the name of a file.", "--Alerts:StateFile=")]
    [InlineData(2, "The arguments cannot be read: ", "-x=1")]
    [InlineData(6, "", "--Alerts:StateFile=/dev/null/none/alerts.state")]
    public async Task Bad_settings_end_with_a_line(int exitCode, string error, string argument)
    {
        using var process = ProgramProcess.Start("AlertOnFailures", [("Alerts__StateFile", State)], argument);

        (await process.ExitedAsync()).Should().Be(exitCode);
        process.Errors.Should().StartWith(error).And.MatchRegex("^[^\n]+\n$");
        _folder.Files.Should().BeEmpty("nothing was read");
    }

    [Fact]
    public void A_save_that_fails_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Path.Combine(State, "in the way"));

        var save = () => StateFile.Save(State, new[] { "state" });

        save.Should().Throw<SystemException>();
        _folder.Files.Should().BeEmpty();
    }

    [CtrlCFact]
    public async Task Ctrl_C_ends_it_with_130_and_the_next_run_goes_on()
    {
        using (var process = ProgramProcess.Start("AlertOnFailures", [("Alerts__StateFile", State)]))
        {
            await process.UntilAsync(() => process.Output.Contains("[1] ", StringComparison.Ordinal));
            process.Interrupt();
            (await process.ExitedAsync(), process.Errors.Trim()).Should().Be((130, "Interrupted."));
        }

        using var again = ProgramProcess.Start("AlertOnFailures", [("Alerts__StateFile", State)], "--Alerts:StopAfter=1");
        (await again.ExitedAsync()).Should().Be(0);
        again.Output.Should().Contain("[11] Going on");
    }
}
