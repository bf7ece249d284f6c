using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Progress;

/// <summary>The bar of commands that read much and say little meanwhile. That of <c>export</c> is among its own tests.</summary>
public sealed class ProgressLineTests
{
    [PtyTheory]
    [InlineData("stats", "▁")]
    [InlineData("report", "r.html: 1,000 requests, ")]
    public async Task A_bar_shows_how_far_it_is_and_goes_before_the_sum_comes(string command, string sum)
    {
        using var folder = new TempFolder();
        await using var vendors = await TwoFakes.StartAsync(rows: 500);
        vendors.Meld.Vendor.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(200)));
        string[] arguments = command == "report" ? [command, folder["r.html"], "--since", "6d"] : [command, "--since", "6d"];

        var run = await Pty.OfAsync(vendors, 100, arguments);

        run.ExitCode.Should().Be(0);
        var parts = run.Output.Split("\e[?25h");
        parts.Should().HaveCount(2, "the cursor is given back once");
        parts[0].Should().MatchRegex(@"━+.* \d+ %  [\d,]+ entries");
        parts[1].Should().Contain(sum).And.NotContain("━");
    }

    [PtyFact]
    public async Task None_is_drawn_for_whoever_wants_quiet()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 500);

        (await Pty.ErrorsOfAsync(vendors.Environment, 100, "stats", "--since", "6d", "--quiet")).Should().BeEquivalentTo(new Pty(0, []));
    }
}
