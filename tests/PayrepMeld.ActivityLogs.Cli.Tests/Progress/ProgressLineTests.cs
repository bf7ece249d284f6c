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
        parts[1].Should().Contain(sum);
        Screen.Of(run.Output, 100).Should().Contain(line => line.Contains(sum)).And.NotContain(line => line.Contains('━'));
    }

    [PtyFact]
    public async Task What_is_said_meanwhile_stays_and_no_bar_does()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 500);
        vendors.Meld.Vendor.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(200)));
        vendors.Meld.Vendor.Options.RemainingMode = CountMode.Absent;

        var run = await Pty.OfAsync(vendors, 150, "stats", "--since", "6d");

        var screen = Screen.Of(run.Output, 150);
        screen[0].Should().Be("Meld, account default: the count of remaining rows is missing or wrong; this read goes on until a page is empty.");
        screen.Should().NotContain(line => line.Contains('━'));
    }

    [PtyTheory]
    [InlineData(40)]
    [InlineData(60)]
    public async Task It_fits_the_terminal_of_standard_error_wherever_the_output_goes(int width)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 500);
        vendors.Meld.Vendor.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(200)));

        var run = await Pty.ErrorsOfAsync(vendors.Environment, width, "stats", "--since", "6d");

        run.Output.Should().Contain("━");
        Screen.Of(run.Output, width).Should().NotContain(line => line.Contains('━')).And.Contain(line => line.StartsWith("Range: "));
    }

    [PtyFact]
    public async Task None_is_drawn_for_whoever_wants_quiet()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 500);

        (await Pty.ErrorsOfAsync(vendors.Environment, 100, "stats", "--since", "6d", "--quiet")).Should().BeEquivalentTo(new Pty(0, []));
    }
}
