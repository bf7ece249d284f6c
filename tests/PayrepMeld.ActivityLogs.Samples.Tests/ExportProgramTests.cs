using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

/// <summary>ExportToCsv as a process: killed, interrupted, and told the wrong things.</summary>
public sealed class ExportProgramTests
{
    [Fact]
    [Trait("Fault", "51")]
    public async Task Killed_twenty_times_the_file_is_the_same()
    {
        await using var fakes = await TwoFakes.StartAsync(rows: 12_000);
        using var folder = new TempFolder();
        using (var whole = ProgramProcess.Start("ExportToCsv", fakes.Environment, folder["whole.csv"]))
        {
            (await whole.ExitedAsync(), whole.Errors).Should().Be((0, ""));
        }

        // 240 pages of Meld's take two seconds or more. The twenty kills, some milliseconds to some pages after a run began to write, leave it 1.2 seconds.
        fakes.Meld.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(8)));
        var smallPages = fakes.Environment.Append(("Export__PageSize", "50"));
        var random = new Random(7);
        var path = folder["out.csv"];
        var kills = 0;
        while (!File.Exists(path))
        {
            using var export = ProgramProcess.Start("ExportToCsv", smallPages, path);
            var before = Written(path);
            if (kills == 20)
            {
                fakes.Meld.Faults.Clear();
            }
            else
            {
                await export.UntilAsync(() => Written(path) != before);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(120)), TimeProvider.System);
                export.Kill();
                kills += File.Exists(path) ? 0 : 1;
            }

            await export.ExitedAsync();
        }

        kills.Should().Be(20);
        File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(folder["whole.csv"])).Should().BeTrue();
        folder.Files.Should().Equal("out.csv", "whole.csv");
    }

    [CtrlCFact]
    public async Task Interrupted_by_Ctrl_C_it_says_how_to_go_on()
    {
        await using var fakes = await TwoFakes.StartAsync(rows: 5_000);
        fakes.Meld.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(30)));
        using var folder = new TempFolder();
        using (var export = ProgramProcess.Start("ExportToCsv", fakes.Environment, folder["out.csv"]))
        {
            await export.UntilAsync(() => File.Exists(folder["out.csv.state"]));
            export.Interrupt();

            (await export.ExitedAsync()).Should().Be(130);
            export.Errors.Should().MatchRegex("^Interrupted after [1-9][0-9]* rows. The same command goes on from there.\r?\n$");
        }

        using var again = ProgramProcess.Start("ExportToCsv", fakes.Environment, folder["out.csv"]);
        (await again.ExitedAsync(), again.Errors).Should().Be((0, ""));
        again.Output.Should().StartWith("10000 rows from ");
        folder.Files.Should().Equal("out.csv");
    }

    [Theory]
    [InlineData(2, "^Usage: ExportToCsv ")]
    [InlineData(2, "^Usage: ExportToCsv ", "out.csv", "-1")]
    [InlineData(2, "^Usage: ExportToCsv ", "--help")]
    [InlineData(6, "^Could not find a part of the path ", "/dev/null/none/out.csv")]
    public async Task Bad_arguments_end_with_a_line(int exitCode, string error, params string[] arguments)
    {
        using var export = ProgramProcess.Start("ExportToCsv", [], arguments);

        (await export.ExitedAsync()).Should().Be(exitCode);
        export.Errors.Should().MatchRegex(error).And.MatchRegex("^[^\n]+\n$");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("many")]
    public async Task A_bad_page_size_ends_with_a_line(string pageSize)
    {
        using var folder = new TempFolder();
        using var export = ProgramProcess.Start("ExportToCsv", [("Export__PageSize", pageSize)], folder["out.csv"]);

        (await export.ExitedAsync(), export.Errors.Trim()).Should().Be((2, $"Export:PageSize is '{pageSize}'; allowed: 1 to 1000."));
        folder.Files.Should().BeEmpty();
    }

    private static long Written(string path) => new FileInfo(path + ".partial") is { Exists: true } file ? file.Length : -1;
}
