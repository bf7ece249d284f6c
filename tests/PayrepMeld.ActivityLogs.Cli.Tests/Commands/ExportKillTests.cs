using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs export</c> killed, as by SIGKILL or a power cut, and resumed.</summary>
public sealed class ExportKillTests
{
    /// <summary>No run gets further than this many of Meld's pages, so that there is something to read for all of them, however slow the machine.</summary>
    private const int PagesOfARun = 8;

    [Theory]
    [Trait("Fault", "51")]
    [InlineData("out.jsonl", 1, 20)]
    [InlineData("out.jsonl", 4, 6)]
    [InlineData("out.json", 1, 4)]
    [InlineData("out.csv", 4, 4)]
    public async Task Killed_at_random_instants_and_resumed_each_time_the_file_is_that_of_an_uninterrupted_run(string name, int concurrency, int kills)
    {
        var random = new Random(kills + name.Length);
        await using var vendors = await TwoFakes.StartAsync(rows: 20_000);
        using var folder = new TempFolder();
        string[] options = ["--since", "9d", "--concurrency", concurrency.ToString(CultureInfo.InvariantCulture), "--quiet"];
        using (var whole = ProgramProcess.Start("activitylogs", vendors.Environment, ["export", folder["whole" + name], .. options]))
        {
            (await whole.ExitedAsync(), whole.Errors).Should().Be((0, ""));
        }

        var cutOff = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var (asked, most) = (vendors.Meld.Journal.Count, PagesOfARun * concurrency);
            vendors.Meld.Vendor.Faults.When(request => request.Number > asked + most, Fault.StallHeaders());
            vendors.Meld.Vendor.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(5)));
            using var run = ProgramProcess.Start("activitylogs", vendors.Environment, ["export", folder[name], "--resume", .. options]);
            var last = asked + random.Next(most + 1);
            await run.UntilAsync(() => vendors.Meld.Journal.Count >= last);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(30)), TimeProvider.System);
            run.HasExited.Should().BeFalse("it printed {0}", run.Errors);
            run.Kill();
            await run.ExitedAsync();
            vendors.Meld.Vendor.Faults.Clear();
            cutOff += IsLongerThanItsState(folder[name]) ? 1 : 0;
        }

        using var rest = ProgramProcess.Start("activitylogs", vendors.Environment, ["export", folder[name], "--resume", .. options]);
        (await rest.ExitedAsync(), rest.Errors).Should().Be((0, ""));
        File.ReadAllBytes(folder[name]).AsSpan().SequenceEqual(File.ReadAllBytes(folder["whole" + name])).Should().BeTrue();
        folder.Files.Should().Equal(name, "whole" + name);
        if (kills >= 20)
        {
            cutOff.Should().BePositive("some kills must leave rows that the state does not speak of");
        }
    }

    private static bool IsLongerThanItsState(string path) =>
        File.Exists(ExportFile.StatePath(path)) && new FileInfo(ExportFile.PartialPath(path)).Length > StateFile.Load(ExportFile.StatePath(path))!.Length;
}
