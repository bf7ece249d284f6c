extern alias csv;

using csv::PayrepMeld.ActivityLogs.ExportToCsv;
using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using CsvExitException = csv::PayrepMeld.ActivityLogs.Samples.ExitException;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

public sealed class ExportToCsvTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private readonly FakeTime _time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(499)]
    [InlineData(int.MaxValue)]
    public async Task Broken_off_in_any_page_and_resumed_the_file_is_the_same(int entry)
    {
        await using var log = SeededLog();
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder);
        var pages = 0;

        for (var interrupted = true; interrupted; pages++)
        {
            // A later start would ask for another range, of which the log has rows, too.
            var (broken, resumed) = (new FakeTime(_time.GetUtcNow()), new FakeTime(_time.GetUtcNow().AddHours(5)));
            var path = folder[$"{pages}.csv"];
            try
            {
                await new CsvExport(new InterruptedClient(log, pages, entry), "here", path, broken).RunAsync(Week, CancellationToken.None);
                interrupted = false;
            }
            catch (InterruptedClient.Interruption)
            {
                File.Exists(path).Should().BeFalse("it is not complete");
                await new CsvExport(log, "here", path, pages == 0 ? broken : resumed).RunAsync(Week, CancellationToken.None);
            }

            File.ReadAllBytes(path).Should().Equal(whole);
            File.Delete(path);
        }

        pages.Should().BeGreaterThan(5);
        folder.Files.Should().Equal("whole.csv");
    }

    [Fact]
    public async Task Broken_off_in_every_page_of_one_export_the_file_is_the_same()
    {
        await using var log = SeededLog();
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder);
        var path = folder["out.csv"];
        var times = 0;

        while (!File.Exists(path))
        {
            try
            {
                // It gets through one page and fails in the next.
                await new CsvExport(new InterruptedClient(log, page: 1, entry: 321), "here", path, _time).RunAsync(Week, CancellationToken.None);
            }
            catch (InterruptedClient.Interruption)
            {
                times++;
            }
        }

        times.Should().BeGreaterThan(4);
        File.ReadAllBytes(path).Should().Equal(whole);
        folder.Files.Should().Equal("out.csv", "whole.csv");
    }

    [Fact]
    public async Task Ended_between_the_last_page_and_the_renaming_or_after_it_the_next_start_finishes()
    {
        await using var log = SeededLog();
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder);
        var finished = $$"""{"Source":"here","From":"2026-04-08T12:00:00+00:00","To":"2026-04-15T12:00:00+00:00","Length":{{whole.Length}},"Rows":7,"Finished":true}""";

        await File.WriteAllBytesAsync(folder["a.csv.partial"], whole);
        await File.WriteAllTextAsync(folder["a.csv.state"], finished);
        await File.WriteAllBytesAsync(folder["b.csv"], whole);
        await File.WriteAllTextAsync(folder["b.csv.state"], finished);
        foreach (var file in new[] { "a.csv", "b.csv" })
        {
            var state = await new CsvExport(log, "here", folder[file], _time).RunAsync(Week, CancellationToken.None);
            state.Rows.Should().Be(7);
            File.ReadAllBytes(folder[file]).Should().Equal(whole);
        }

        folder.Files.Should().Equal("a.csv", "b.csv", "whole.csv");
    }

    [Fact]
    [Trait("Fault", "51")]
    public async Task Killed_twenty_times_the_file_is_the_same()
    {
        await using var fakes = await TwoFakes.StartAsync(rows: 12_000);
        using var folder = new TempFolder();
        using (var whole = SampleProcess.Start("ExportToCsv", fakes.Environment, folder["whole.csv"]))
        {
            (await whole.ExitedAsync(), whole.Errors).Should().Be((0, ""));
        }

        // Slow enough that twenty kills fit, some milliseconds to some pages after it began to write.
        fakes.Meld.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(3)));
        var random = new Random(7);
        var path = folder["out.csv"];
        var kills = 0;
        while (!File.Exists(path))
        {
            using var export = SampleProcess.Start("ExportToCsv", fakes.Environment, path);
            var before = Written(path);
            if (kills < 20)
            {
                await export.UntilAsync(() => Written(path) != before);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(40)), TimeProvider.System);
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
        using (var export = SampleProcess.Start("ExportToCsv", fakes.Environment, folder["out.csv"]))
        {
            await export.UntilAsync(() => File.Exists(folder["out.csv.state"]));
            export.Interrupt();

            (await export.ExitedAsync()).Should().Be(130);
            export.Errors.Should().MatchRegex("^Interrupted after [1-9][0-9]* rows. The same command goes on from there.\r?\n$");
        }

        using var again = SampleProcess.Start("ExportToCsv", fakes.Environment, folder["out.csv"]);
        (await again.ExitedAsync(), again.Errors).Should().Be((0, ""));
        again.Output.Should().StartWith("10000 rows from ");
        folder.Files.Should().Equal("out.csv");
    }

    [Fact]
    public async Task Files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("These tests run on Unix.");
        }

        await using var log = SeededLog();
        using var folder = new TempFolder();
        var breaks = () => new CsvExport(new InterruptedClient(log, 1, 0), "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        await breaks.Should().ThrowAsync<InterruptedClient.Interruption>();

        folder.Files.Should().Equal("out.csv.partial", "out.csv.state");
        foreach (var file in folder.Files)
        {
            File.GetUnixFileMode(folder[file]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("elsewhere", "", "*belongs to an export from other vendors or accounts*")]
    [InlineData("here", "{", "*is damaged*")]
    [InlineData("here", "cut", "*is shorter than it was*")]
    [InlineData("here", "cursor", "*does not fit this program any more*")]
    public async Task A_state_that_does_not_fit_is_refused_and_nothing_is_touched(string source, string damage, string message)
    {
        await using var log = SeededLog();
        using var folder = new TempFolder();
        await ((Func<Task>)(() => new CsvExport(new InterruptedClient(log, 1, 0), "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None)))
            .Should().ThrowAsync<InterruptedClient.Interruption>();
        var state = await File.ReadAllTextAsync(folder["out.csv.state"]);
        state = damage == "cursor" ? state.Replace("\"Cursor\":\"", "\"Cursor\":\"x", StringComparison.Ordinal) : state + damage.Replace("cut", "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder["out.csv.state"], state);
        if (damage == "cut")
        {
            await File.WriteAllTextAsync(folder["out.csv.partial"], "short");
        }

        var resume = () => new CsvExport(log, source, folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        (await resume.Should().ThrowAsync<CsvExitException>()).WithMessage(message);
        folder.Files.Should().Equal("out.csv.partial", "out.csv.state");
        (await File.ReadAllTextAsync(folder["out.csv.state"])).Should().Be(state);
    }

    [Theory]
    [InlineData(2, "^Usage: ExportToCsv ")]
    [InlineData(2, "^Usage: ExportToCsv ", "out.csv", "-1")]
    [InlineData(2, "^Usage: ExportToCsv ", "--help")]
    [InlineData(6, "^Could not find a part of the path ", "/dev/null/none/out.csv")]
    public async Task Bad_arguments_end_with_a_line(int exitCode, string error, params string[] arguments)
    {
        using var export = SampleProcess.Start("ExportToCsv", [], arguments);

        (await export.ExitedAsync()).Should().Be(exitCode);
        export.Errors.Should().MatchRegex(error).And.MatchRegex("^[^\n]+\n$");
    }

    private static long Written(string path) => new FileInfo(path + ".partial") is { Exists: true } file ? file.Length : -1;

    private InMemoryActivityLogClient SeededLog()
    {
        var (from, to) = (_time.GetUtcNow().AddDays(-9), _time.GetUtcNow().AddDays(1));
        return new InMemoryActivityLogClient(
            new FakePayrep(new FakePayrepOptions { Log = new SeededPayrepLog(seed: 3, 4000, from, to) }),
            new FakeMeld(new FakeMeldOptions { Log = new SeededMeldLog(seed: 4, 4000, from, to) }));
    }

    private async Task<byte[]> WholeAsync(InMemoryActivityLogClient log, TempFolder folder)
    {
        var state = await new CsvExport(log, "here", folder["whole.csv"], _time).RunAsync(Week, CancellationToken.None);
        var whole = File.ReadAllBytes(folder["whole.csv"]);

        var ids = new List<string>();
        await foreach (var entry in log.ReadEntriesAsync(new ActivityLogQuery { From = state.From, To = state.To }))
        {
            ids.Add(entry.Id);
        }

        Csv.Read(whole).Skip(1).Select(row => row[3]).Should().Equal(ids);
        return whole;
    }
}
