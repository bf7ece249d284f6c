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
                await new CsvExport(new BreakingClient(log, pages, entry), "here", path, broken).RunAsync(Week, CancellationToken.None);
                interrupted = false;
            }
            catch (BreakingClient.BrokenOff)
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
                await new CsvExport(new BreakingClient(log, page: 1, entry: 321), "here", path, _time).RunAsync(Week, CancellationToken.None);
            }
            catch (BreakingClient.BrokenOff)
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
    public async Task Ended_after_the_renaming_and_the_file_moved_away_the_next_start_begins_anew()
    {
        await using var log = SeededLog();
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder);
        await File.WriteAllTextAsync(
            folder["out.csv.state"], """{"Source":"here","From":"2026-01-01T00:00:00+00:00","To":"2026-01-02T00:00:00+00:00","Length":1,"Rows":7,"Finished":true}""");

        var state = await new CsvExport(log, "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        state.Rows.Should().NotBe(7);
        File.ReadAllBytes(folder["out.csv"]).Should().Equal(whole);
        folder.Files.Should().Equal("out.csv", "whole.csv");
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
        var breaks = () => new CsvExport(new BreakingClient(log, 1, 0), "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None);

        await breaks.Should().ThrowAsync<BreakingClient.BrokenOff>();

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
        await ((Func<Task>)(() => new CsvExport(new BreakingClient(log, 1, 0), "here", folder["out.csv"], _time).RunAsync(Week, CancellationToken.None)))
            .Should().ThrowAsync<BreakingClient.BrokenOff>();
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
