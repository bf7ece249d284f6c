namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>The terminal that other tests stand on.</summary>
public sealed class PtyTests
{
    [PtyFact]
    public async Task The_terminal_hands_on_what_the_tool_printed_and_how_it_ended()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);

        var seen = await Pty.OfAsync(vendors, 100, "list", "--output", "jsonl", "-n", "2", "--fields", "id");
        var piped = await CliRun.OfAsync(vendors, "list", "--output", "jsonl", "-n", "2", "--fields", "id");
        var refused = await Pty.OfAsync(vendors, 100, "list", "-n", "it's");

        seen.Bytes.Should().Equal(piped.Bytes);
        (seen.ExitCode, refused.ExitCode, refused.Output).Should().Be((0, 2, "-n is 'it's'; allowed: a whole number from 1.\n"));
    }
}
