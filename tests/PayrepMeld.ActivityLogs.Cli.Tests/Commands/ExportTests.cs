using System.Diagnostics;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs export</c>.</summary>
public sealed class ExportTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private TwoFakes _vendors = null!;

    [Fact]
    public async Task It_writes_what_list_prints_in_the_format_of_the_ending()
    {
        foreach (var (file, format) in new[] { ("a.jsonl", "jsonl"), ("a.ndjson", "jsonl"), ("a.txt", "jsonl"), ("a", "jsonl"), ("a.JSON", "json"), ("a.csv", "csv") })
        {
            var run = await RunAsync(file, "--since", "9d", "--failed", "--endpoint", "*a*");
            var list = await CliRun.OfAsync(_vendors, "list", "--all", "--since", "9d", "--failed", "--endpoint", "*a*", "--output", format);

            (run.ExitCode, run.Output).Should().Be((0, ""));
            File.ReadAllBytes(_folder[file]).AsSpan().SequenceEqual(list.Bytes).Should().BeTrue("of {0}", file);
        }
    }

    [Fact]
    public async Task The_ending_that_counts_is_the_one_that_was_typed()
    {
        File.CreateSymbolicLink(_folder["current.csv"], "data");

        (await RunAsync("current.csv", "--force", "--vendor", "meld", "--fields", "id")).ExitCode.Should().Be(0);

        File.ReadLines(_folder["data"]).First().Should().Be("id");
    }

    [Fact]
    public async Task It_says_what_is_where_without_anything_that_moves()
    {
        var run = await RunAsync("a.csv", "--utc", "--output", "jsonl", "--fields", "id,time");

        run.Errors.Should().MatchRegex(@"^3,000 entries from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z to \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z are in \S+a\.csv\.\n$");
        File.ReadLines(_folder["a.csv"]).First().Should().StartWith("{\"id\":\"");
        (await RunAsync("quiet.csv", "--quiet")).Errors.Should().BeEmpty();
        (await RunAsync("none.json", "--status-code", "599")).Errors.Should().StartWith("No entry matches: ");
        File.ReadAllText(_folder["none.json"]).Should().Be("[]\n");
    }

    [Theory]
    [InlineData(2, "FILE is '-'; allowed: the name of a file (list --all writes to standard output).", "-")]
    [InlineData(2, "--output is 'table'; allowed: jsonl, json, csv or ecs.", "a", "--output", "table")]
    [InlineData(2, "--concurrency is '65'; allowed: a whole number from 1 to 64.", "a", "--concurrency", "65")]
    [InlineData(2, "--concurrency is '0'; allowed: a whole number from 1 to 64.", "a", "--concurrency", "0")]
    [InlineData(2, "FILE is '/'; allowed: the name of a file, not of a folder.", "/")]
    [InlineData(6, "FILE is '/nonexistent/a', and there is no folder /nonexistent.", "/nonexistent/a")]
    [InlineData(6, "FILE is '/dev/null/a', and there is no folder /dev/null.", "/dev/null/a")]
    public async Task What_cannot_be_meant_is_one_line(int exitCode, string line, params string[] arguments)
    {
        var run = await CliRun.OfAsync(_vendors, ["export", .. arguments]);

        (run.ExitCode, run.Errors).Should().Be((exitCode, line + "\n"));
    }

    [Fact]
    public async Task Concurrency_without_since_is_noted_and_with_it_reads_the_same()
    {
        (await RunAsync("a", "--concurrency", "4")).Errors.Should().StartWith("--concurrency needs --since: ");
        (await RunAsync("b", "--concurrency", "64", "--since", "9d")).Errors.Should().StartWith("No more than 8 requests go to Payrep at once: ").And.Contain("No more than 8 requests go to Meld at once: ");
        (await RunAsync("c", "--concurrency", "16", "--since", "9d", "--vendor", "payrep")).Errors.Should().StartWith("No more than 8 requests go to Payrep at once: ").And.NotContain("Meld");
        (await RunAsync("d", "--concurrency", "16", "--since", "9d", "--vendor", "meld")).Errors.Should().StartWith("No more than 8 requests go to Meld at once: ");

        File.ReadAllBytes(_folder["a"]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["b"])).Should().BeTrue();
    }

    [CtrlCFact]
    public async Task Interrupted_it_ends_with_130_and_goes_on_later()
    {
        await RunAsync("whole.json", "--since", "9d");
        Slow();
        using var run = Start("a.json", "--since", "9d");
        await run.UntilAsync(() => HasSaved("a.json"));

        run.Interrupt();

        (await run.ExitedAsync()).Should().Be(130);
        File.Exists(_folder["a.json"]).Should().BeFalse("it is not whole");
        (await RunAsync("a.json", "--since", "9d")).ExitCode.Should().Be(2, "it does not go on unasked");
        (await RunAsync("a.json", "--since", "9d", "--resume")).Errors.Should().StartWith("Going on after ").And.Contain("3,000 entries from ");
        File.ReadAllBytes(_folder["a.json"]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["whole.json"])).Should().BeTrue();
        _folder.Files.Should().Equal("a.json", "whole.json");
    }

    [Fact]
    public async Task Interrupted_it_says_how_much_is_saved()
    {
        // In this process, where nothing ends it hard after 80 ms, however slow the machine is.
        await File.WriteAllTextAsync(_folder["vendors.json"], JsonSerializer.Serialize(_vendors.Environment.ToDictionary(v => v.Key.Replace("__", ":", StringComparison.Ordinal), v => v.Value, StringComparer.Ordinal)));
        Slow();
        using var pressed = new CancellationTokenSource();
        await using var errors = new StringWriter();
        var run = Tool.RunAsync(
            ["export", _folder["a.json"], "--config", _folder["vendors.json"]], new ToolStreams(Stream.Null, errors, false, false, 80), TimeProvider.System, pressed.Token);
        while (!run.IsCompleted && !HasSaved("a.json"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        await pressed.CancelAsync();

        (await run).Should().Be(130);
        var state = StateFile.Load(ExportFile.StatePath(_folder["a.json"]))!;
        state.Length.Should().BeInRange(1, new FileInfo(_folder["a.json.partial"]).Length);
        errors.ToString().Should().Be($"Interrupted after {Amount.Of(state.Entries)}; --resume goes on.{Environment.NewLine}");
    }

    [Fact]
    [Trait("Fault", "8")]
    public async Task A_vendor_that_fails_half_way_ends_it_with_4_and_it_goes_on_later()
    {
        await RunAsync("whole.csv");
        var last = _vendors.Meld.Journal.Count + 5;
        _vendors.Meld.Vendor.Faults.When(request => request.Number > last, Fault.Status(503));

        var broken = await RunAsync("a.csv", "--resume");
        broken.ExitCode.Should().Be(4);
        broken.Errors.Should().MatchRegex(@"^There is nothing to resume: the export begins\.\nBroken off after [0-9,]+ entries; --resume goes on\.\n.*Meld");

        _vendors.Meld.Vendor.Faults.Clear();
        _vendors.Meld.Vendor.Faults.Always(Fault.MeldError(400));
        var refused = await RunAsync("a.csv", "--resume");
        refused.ExitCode.Should().Be(2);
        refused.Errors.Should().Contain("; the vendor may no longer know the place: --force without --resume begins anew.\n");

        _vendors.Meld.Vendor.Faults.Clear();
        (await RunAsync("a.csv", "--resume")).ExitCode.Should().Be(0);
        File.ReadAllBytes(_folder["a.csv"]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["whole.csv"])).Should().BeTrue();
    }

    [Fact]
    [Trait("Fault", "14")]
    public async Task What_fails_before_the_first_entry_leaves_nothing_behind()
    {
        _vendors.Meld.Vendor.Faults.Enqueue(Fault.Status(401));

        var run = await RunAsync("a.csv");

        run.ExitCode.Should().Be(3);
        run.Errors.Should().Contain("Meld").And.NotContain("--resume");
        _folder.Files.Should().BeEmpty();
        (await RunAsync("a.csv")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Resumed_with_anything_else_than_before_it_names_the_difference()
    {
        var last = _vendors.Meld.Journal.Count + 3;
        _vendors.Meld.Vendor.Faults.When(request => request.Number > last, Fault.Status(503));
        (await RunAsync("a.csv", "--since", "9d", "--method", "GET")).ExitCode.Should().Be(4);
        _vendors.Meld.Vendor.Faults.Clear();

        await RefusedAsync("--since was '9d' and is '3d'", "--since", "3d", "--method", "GET");
        await RefusedAsync("--method was 'GET' and is not given", "--since", "9d");
        await RefusedAsync("--failed was not given and is given", "--since", "9d", "--method", "GET", "--failed");
        await RefusedAsync("--message was not given and is 'Payment 7 failed'", "--since", "9d", "--method", "GET", "--message", "Payment 7 failed");
        await RefusedAsync("--output was 'csv' and is 'jsonl'", "--since", "9d", "--method", "GET", "--output", "jsonl");
        await RefusedAsync("--fields was not given and is 'id'", "--since", "9d", "--method", "GET", "--fields", "id");
        await RefusedAsync("--vendor was not given and is 'meld'; Payrep's addresses differ; Payrep's credentials differ", "--since", "9d", "--method", "GET", "--vendor", "meld");
        await RefusedAsync("Meld's credentials differ", [("ActivityLogs__Meld__ApiKey", "another")], "--since", "9d", "--method", "GET");
        (await RunAsync("a.csv", "--resume", "--since", "9d", "--method", "GET")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Of_two_at_once_the_second_is_refused()
    {
        _vendors.Meld.Vendor.Faults.Always(Fault.StallHeaders());
        using var first = Start("a.jsonl");
        await first.UntilAsync(() => File.Exists(_folder["a.jsonl.partial.state"]));

        var second = await RunAsync("a.jsonl", "--resume");

        (second.ExitCode, second.Errors).Should().Be((6, $"Another run is writing '{_folder["a.jsonl.partial"]}'.\n"));
        first.HasExited.Should().BeFalse();
    }

    [Fact]
    [Trait("Fault", "29")]
    public async Task Rows_that_cannot_be_read_are_told_and_the_file_is_whole_otherwise()
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-1);
        _vendors.Meld.Vendor.Insert(new MeldRow { Key = "k", OccurredAt = at }.WithRawJson("""{"key":"k","occurredAt":"no time"}"""));

        var run = await RunAsync("a.jsonl", "--quiet");

        (run.ExitCode, run.Errors).Should().Be((7, "1 row could not be read and is missing.\n"));
        File.ReadLines(_folder["a.jsonl"]).Should().HaveCount(3000);
    }

    [BashFact]
    public async Task Without_room_at_all_it_ends_with_6_and_leaves_nothing_behind()
    {
        (await WithRoomAsync(kibibytes: 0)).Should().MatchRegex(@"^There is nothing to resume: the export begins\.\n.*\.new' must not grow any larger here\.\n$");

        _folder.Files.Should().BeEmpty();
    }

    [BashFact]
    public async Task Without_room_for_more_it_ends_with_6_and_goes_on_later()
    {
        (await WithRoomAsync(kibibytes: 500)).Should().Contain("--resume goes on").And.NotContain("Unhandled");

        var saved = StateFile.Load(ExportFile.StatePath(_folder["a.jsonl"]))!.Entries;
        saved.Should().BePositive();
        (await RunAsync("a.jsonl", "--resume")).ExitCode.Should().Be(0);
        var list = await CliRun.OfAsync(_vendors, "list", "--all", "--output", "jsonl");
        File.ReadAllBytes(_folder["a.jsonl"]).AsSpan().SequenceEqual(list.Bytes).Should().BeTrue();
    }

    [BashFact]
    [Trait("Fault", "7")]
    public async Task A_signal_behind_its_last_line_does_not_change_how_it_ended()
    {
        const string SignalFromTheLineOn = """
            mkfifo "$0"
            for run in {1..6}; do
              "$@" 2> "$0" & read -r line < "$0"
              while kill -TERM $! 2> /dev/null; do sleep 0.001; done
              wait $!; echo $?
            done
            """;
        var tool = ProgramProcess.StartInfo("activitylogs", _vendors.Environment, ["export", _folder["a.jsonl"], "--force", "--vendor", "meld", "--since", "1h"]);
        var arguments = tool.ArgumentList.Prepend(tool.FileName).ToList();
        tool.FileName = "bash";
        tool.ArgumentList.Clear();
        foreach (var argument in arguments.Prepend(_folder["errors"]).Prepend(SignalFromTheLineOn).Prepend("-c"))
        {
            tool.ArgumentList.Add(argument);
        }

        using var process = Process.Start(tool)!;
        var codes = await OutputOfAsync(process, process.StandardOutput);

        // 130 if it was too slow to end by itself.
        codes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(6).And.OnlyContain(code => code == "0" || code == "130");
    }

    [PtyFact]
    public async Task On_a_terminal_a_bar_shows_how_far_it_is()
    {
        Slow();

        var run = await Pty.OfAsync(_vendors, 100, "export", _folder["a.jsonl"], "--since", "9d");

        run.ExitCode.Should().Be(0);
        run.Output.Should().Contain("\e[?25l", "the cursor does not blink in the bar").And.Contain("\e[?25h");
        run.Output.Should().MatchRegex(@"━+.* \d+ %  [\d,]+ entries  [\d,]+/s  \d+ s left");
        run.Lines[^1].Should().Contain("3,000 entries from ");
        File.ReadLines(_folder["a.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).Should().OnlyHaveUniqueItems().And.HaveCount(3000);
        (await Pty.OfAsync(_vendors, 100, "export", _folder["b.jsonl"], "--since", "9d", "--quiet")).Output.Should().BeEmpty();
    }

    [PtyTheory]
    [Trait("Fault", "7")]
    [InlineData("1")]
    [InlineData("0")]
    public async Task Ctrl_C_takes_the_bar_away_and_gives_the_cursor_back(string isCompiledAhead)
    {
        Slow();

        // Compiled only as it runs, the program does not come to its end in the time it has: it is ended.
        var run = await Pty.InterruptedAsync(
            [.. _vendors.Environment, ("DOTNET_ReadyToRun", isCompiledAhead), ("DOTNET_TieredCompilation", isCompiledAhead)], 100, () => HasSaved("a.jsonl"), "export", _folder["a.jsonl"], "--since", "9d");

        run.ExitCode.Should().Be(130);
        run.Output.Should().MatchRegex(@"(?s)\e\[\?25l.*━.*\r\e\[2K\e\[1A\e\[2K\e\[1A\e\[2K\e\[\?25h(Interrupted after [0-9,]+ entries; --resume goes on\.\n)?$");
    }

    public async Task InitializeAsync() => _vendors = await TwoFakes.StartAsync(rows: 1500);

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    private void Slow() => _vendors.Meld.Vendor.Faults.Always(Fault.Delayed(TimeSpan.FromMilliseconds(50)));

    private bool HasSaved(string file)
    {
        var state = ExportFile.StatePath(_folder[file]);
        return File.Exists(state) && StateFile.Load(state) is { Entries: > 0 };
    }

    /// <summary>Resumes where no file may become larger: it fails, and what it says is returned.</summary>
    private async Task<string> WithRoomAsync(int kibibytes)
    {
        // The limit of bash is in KiB; without the signal ignored, the process would be killed.
        var tool = ProgramProcess.StartInfo("activitylogs", [], ["export", _folder["a.jsonl"], "--resume"]);
        var start = new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec \"$@\"", "limited", tool.FileName, .. tool.ArgumentList])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in _vendors.Environment)
        {
            start.Environment[key] = value;
        }

        // The limit is one for the memory of compiled code, too, if that is mapped twice.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var process = Process.Start(start)!;
        var errors = await OutputOfAsync(process, process.StandardError);
        process.ExitCode.Should().Be(6, errors);
        return errors;
    }

    /// <summary>What it writes until it ends. Nothing of it is left running.</summary>
    private static async Task<string> OutputOfAsync(Process process, StreamReader output)
    {
        var limit = TimeSpan.FromSeconds(60);
        try
        {
            var text = await output.ReadToEndAsync().WaitAsync(limit, TimeProvider.System);
            await process.WaitForExitAsync().WaitAsync(limit, TimeProvider.System);
            return text;
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Task<CliRun> RunAsync(string file, params string[] options) => CliRun.OfAsync(_vendors, ["export", _folder[file], .. options]);

    private ProgramProcess Start(string file, params string[] options) => ProgramProcess.Start("activitylogs", _vendors.Environment, ["export", _folder[file], .. options]);

    private Task RefusedAsync(string difference, params string[] options) => RefusedAsync(difference, [], options);

    private async Task RefusedAsync(string difference, (string Key, string Value)[] environment, params string[] options)
    {
        var run = await CliRun.OfAsync([.. _vendors.Environment, .. environment], ["export", _folder["a.csv"], "--resume", .. options]);

        run.ExitCode.Should().Be(2);
        run.Errors.Should().Be($"'{_folder["a.csv.partial"]}' was begun with other options: {difference}. Give the same ones, or --force without --resume to begin anew.\n");
    }
}
