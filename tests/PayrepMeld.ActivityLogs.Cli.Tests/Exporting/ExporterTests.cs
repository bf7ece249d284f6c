using System.Globalization;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Exporting;

/// <summary>An export broken off and resumed, in this process.</summary>
public sealed class ExporterTests
{
    private static readonly ExportTerms Terms = new(new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
    private readonly FakeTime _time = new();

    public static TheoryData<string, int> Breaks
    {
        get
        {
            var breaks = new TheoryData<string, int>();
            foreach (var format in new[] { OutputFormat.Jsonl, OutputFormat.Json, OutputFormat.Csv, OutputFormat.Ecs })
            {
                foreach (var entry in new[] { 0, 1, int.MaxValue })
                {
                    breaks.Add(format.ToString(), entry);
                }
            }

            return breaks;
        }
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Broken_off_in_any_page_and_resumed_the_file_is_the_same(string format, int entry)
    {
        await using var log = SeededLog(240);
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder, Enum.Parse<OutputFormat>(format));

        var pages = 0;
        for (var wasBroken = true; wasBroken; pages++)
        {
            var path = folder[pages.ToString(CultureInfo.InvariantCulture)];
            wasBroken = await BreaksAsync(() => ExportAsync(new BreakingClient(log, pages, entry), path, Enum.Parse<OutputFormat>(format)));
            if (wasBroken)
            {
                await ExportAsync(log, path, Enum.Parse<OutputFormat>(format));
            }

            File.ReadAllBytes(path).AsSpan().SequenceEqual(whole).Should().BeTrue("it broke off in page {0}", pages);
        }

        pages.Should().BeGreaterThan(8);
        folder.Files.Should().NotContain(file => file.Contains("partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_off_in_the_second_page_of_every_run_it_comes_to_its_end_all_the_same()
    {
        await using var log = SeededLog(240);
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder, OutputFormat.Json);

        var times = 0;
        while (await BreaksAsync(() => ExportAsync(new BreakingClient(log, page: 1, entry: int.MaxValue), folder["out"], OutputFormat.Json)))
        {
            times++;
        }

        times.Should().BeGreaterThan(8);
        File.ReadAllBytes(folder["out"]).AsSpan().SequenceEqual(whole).Should().BeTrue();
    }

    [Fact]
    public async Task An_interruption_does_not_wait_for_the_disk_and_the_file_is_the_same()
    {
        await using var log = SeededLog(240);
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder, OutputFormat.Jsonl);
        using var pressed = new CancellationTokenSource();
        var pages = 0;

        await ((Func<Task>)(() => ExportAsync(log, folder["out"], OutputFormat.Jsonl, progress: () => Press(++pages), cancellationToken: pressed.Token))).Should().ThrowAsync<OperationCanceledException>();

        pages.Should().Be(3);
        StateFile.Load(ExportFile.StatePath(folder["out"]))!.Entries.Should().BeInRange(1, 50, "the first page was saved, and the clock stands still");
        await ExportAsync(log, folder["out"], OutputFormat.Jsonl);
        File.ReadAllBytes(folder["out"]).AsSpan().SequenceEqual(whole).Should().BeTrue();

        void Press(int page)
        {
            if (page == 3)
            {
                pressed.Cancel();
            }
        }
    }

    [Fact]
    public async Task A_state_that_speaks_of_rows_behind_its_cursor_would_repeat_them()
    {
        await using var log = SeededLog(240);
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder, OutputFormat.Jsonl);
        (await BreaksAsync(() => ExportAsync(new BreakingClient(log, page: 3, entry: 40), folder["out"], OutputFormat.Jsonl))).Should().BeTrue();
        var state = StateFile.Load(ExportFile.StatePath(folder["out"]))!;
        var written = new FileInfo(ExportFile.PartialPath(folder["out"])).Length;
        written.Should().BeGreaterThan(state.Length, "there is something to cut off");

        using (var partial = File.OpenHandle(ExportFile.PartialPath(folder["out"])))
        {
            StateFile.Save(ExportFile.StatePath(folder["out"]), state with { Length = written, Tail = FileTail.Of(partial, written) });
        }

        await ExportAsync(log, folder["out"], OutputFormat.Jsonl);

        File.ReadAllBytes(folder["out"]).AsSpan().SequenceEqual(whole).Should().BeFalse("these tests must be able to fail");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public async Task Unreadable_rows_are_counted_once_wherever_it_breaks_off(int entry)
    {
        await using var log = SeededLog(240);
        for (var i = 0; i < 40; i++)
        {
            var at = _time.GetUtcNow().AddMinutes(-i * 300);
            log.Meld!.Insert(new MeldRow { Key = $"unreadable-{i}", OccurredAt = at }.WithRawJson($$"""{"key":"unreadable-{{i}}","occurredAt":"no time","n":{{i}}}"""));
        }

        using var folder = new TempFolder();
        (await ExportAsync(log, folder["whole"], OutputFormat.Jsonl)).Unreadable.Count.Should().Be(40);

        for (var (page, wasBroken) = (0, true); wasBroken; page++)
        {
            var path = folder[page.ToString(CultureInfo.InvariantCulture)];
            var (current, state) = (page, default(ExportState));
            wasBroken = await BreaksAsync(async () => state = await ExportAsync(new BreakingClient(log, current, entry), path, OutputFormat.Jsonl));
            state = wasBroken ? await ExportAsync(log, path, OutputFormat.Jsonl) : state;
            state!.Unreadable.Count.Should().Be(40, "it broke off in page {0}", page);
        }
    }

    [Fact]
    public async Task A_filter_that_leaves_nothing_of_many_pages_moves_on_through_them()
    {
        await using var log = SeededLog(240);
        using var folder = new TempFolder();
        StatusCodePattern.TryParse(["599"], out var none).Should().BeTrue();
        var filter = new EntryFilter(none, null, null, null);

        var (times, cursors) = (0, new HashSet<string?>(StringComparer.Ordinal));
        while (await BreaksAsync(() => ExportAsync(new BreakingClient(log, page: 1, entry: 0), folder["out"], OutputFormat.Json, filter)))
        {
            times++;
            cursors.Add(StateFile.Load(ExportFile.StatePath(folder["out"]))!.Cursor).Should().BeTrue("it comes further each time");
        }

        times.Should().BeGreaterThan(8);
        JsonDocument.Parse(File.ReadAllBytes(folder["out"])).RootElement.GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Where_large_pages_are_refused_it_asks_for_the_usual_ones()
    {
        await using var log = SeededLog(240);
        using var folder = new TempFolder();
        var whole = await WholeAsync(log, folder, OutputFormat.Jsonl);
        log.Payrep!.Faults.When(request => request.BodyText.Contains("\"limit\":1000", StringComparison.Ordinal), Fault.PayrepCode("01", "limit is too large"));

        await ExportAsync(log, folder["out"], OutputFormat.Jsonl, pageSize: 1000);

        File.ReadAllBytes(folder["out"]).AsSpan().SequenceEqual(whole).Should().BeTrue();
        log.Payrep.Faults.Always(Fault.PayrepCode("01", "no"));
        await ((Func<Task>)(() => ExportAsync(log, folder["refused"], OutputFormat.Jsonl, pageSize: 1000))).Should().ThrowAsync<ActivityLogException>();
    }

    private static async Task<bool> BreaksAsync(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (BreakingClient.BrokenOff)
        {
            return true;
        }
    }

    private InMemoryActivityLogClient SeededLog(int rows)
    {
        var (from, to) = (_time.GetUtcNow().AddDays(-9), _time.GetUtcNow().AddDays(1));
        return new InMemoryActivityLogClient(
            new FakePayrep(new FakePayrepOptions { Log = new SeededPayrepLog(seed: 3, rows, from, to), TimeProvider = _time }),
            new FakeMeld(new FakeMeldOptions { Log = new SeededMeldLog(seed: 4, rows, from, to), TimeProvider = _time }));
    }

    private async Task<byte[]> WholeAsync(InMemoryActivityLogClient log, TempFolder folder, OutputFormat format)
    {
        await ExportAsync(log, folder["whole"], format);
        var whole = File.ReadAllBytes(folder["whole"]);
        await foreach (var entry in log.ReadEntriesAsync(new ActivityLogQuery { MaxEntries = 3 }))
        {
            Encoding.UTF8.GetString(whole).Should().Contain(entry.Id);
        }

        return whole;
    }

    private async Task<ExportState> ExportAsync(IActivityLogClient log, string path, OutputFormat format, EntryFilter? filter = null, int pageSize = 50, Action? progress = null, CancellationToken cancellationToken = default)
    {
        var query = new ActivityLogQuery { IncludeRaw = EntryWriters.NeedsRaw(format, null), PageSize = pageSize };
        var request = new ReadingRequest(null, "default", query, filter ?? new EntryFilter(null, null, null, null), TimeZoneInfo.Utc);
        using var file = ExportFile.Open(path, new ExportState { Terms = Terms }, resume: true, force: false, _ => { });
        await new Exporter(log, request, file, EntryWriters.Of(format, null, null, TimeZoneInfo.Utc), _time).RunAsync((_, _) => progress?.Invoke(), cancellationToken);
        file.Finish();
        return file.State;
    }
}
