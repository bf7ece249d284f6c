using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs export</c> killed, as by SIGKILL or a power cut, and resumed.</summary>
public sealed class ExportKillTests
{
    // An answer takes long enough that a run can be met at any place, and requests are what its progress is told by.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(8);

    [Theory]
    [Trait("Fault", "51")]
    [InlineData("out.jsonl", "1", 20)]
    [InlineData("out.jsonl", "4", 6)]
    [InlineData("out.json", "1", 4)]
    [InlineData("out.csv", "4", 4)]
    public async Task Killed_at_random_instants_and_resumed_each_time_the_file_is_that_of_an_uninterrupted_run(string name, string concurrency, int kills)
    {
        var random = new Random(kills + name.Length);
        await using var vendors = await TwoFakes.StartAsync(rows: 5000);
        using var folder = new TempFolder();
        string[] options = ["--since", "9d", "--concurrency", concurrency, "--quiet"];
        using (var whole = ProgramProcess.Start("activitylogs", vendors.Environment, ["export", folder["whole" + name], .. options]))
        {
            (await whole.ExitedAsync(), whole.Errors).Should().Be((0, ""));
        }

        vendors.Payrep.Vendor.Faults.Always(Fault.Delayed(AnswerTime));
        vendors.Meld.Vendor.Faults.Always(Fault.Delayed(AnswerTime));
        var cutOff = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var run = ProgramProcess.Start("activitylogs", vendors.Environment, ["export", folder[name], "--resume", .. options]);
            var asked = vendors.Meld.Journal.Count + random.Next(7);
            await run.UntilAsync(() => vendors.Meld.Journal.Count >= asked);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(40)), TimeProvider.System);
            run.HasExited.Should().BeFalse("there is enough to read for all kills; it printed {0}", run.Errors);
            run.Kill();
            await run.ExitedAsync();
            cutOff += IsLongerThanItsState(folder[name]) ? 1 : 0;
        }

        using var last = ProgramProcess.Start("activitylogs", vendors.Environment, ["export", folder[name], "--resume", .. options]);
        (await last.ExitedAsync(), last.Errors).Should().Be((0, ""));
        File.ReadAllBytes(folder[name]).AsSpan().SequenceEqual(File.ReadAllBytes(folder["whole" + name])).Should().BeTrue();
        folder.Files.Should().Equal(name, "whole" + name);
        cutOff.Should().BePositive("some kills must leave rows that the state does not speak of");
    }

    private static bool IsLongerThanItsState(string path) =>
        File.Exists(ExportFile.StatePath(path)) && new FileInfo(ExportFile.PartialPath(path)).Length > StateFile.Load(ExportFile.StatePath(path))!.Length;
}
