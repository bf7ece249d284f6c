using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Cli.Exporting;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Exporting;

public sealed class ExportFileTests : IAsyncLifetime, IDisposable
{
    private static readonly ExportState Begin = new() { Terms = Of(("--since", "3d"), ("--output", "csv")) };
    private readonly TempFolder _folder = new();
    private readonly List<string> _notes = [];

    private string? Cursor { get; set; }

    private string FilePath => _folder["out"];

    [Fact]
    public void Nothing_to_resume_is_a_beginning()
    {
        using var file = Open(resume: true);

        file.State.Should().Be(Begin);
        _notes.Should().ContainSingle().Which.Should().Be("There is nothing to resume: the export begins.");
    }

    [Fact]
    public void What_lies_behind_the_saved_length_is_cut_off()
    {
        using (var file = Open())
        {
            file.Content.Write("saved"u8);
            file.Save(Begin with { Entries = 1, Cursor = Cursor });
            file.Content.Write(" and not saved"u8);
        }

        using var again = Open(resume: true);

        again.Content.Write("."u8);
        again.Save(again.State with { IsFinished = true });
        again.Finish();
        File.ReadAllText(FilePath).Should().Be("saved.");
        _folder.Files.Should().Equal("out");
        _notes.Should().ContainSingle().Which.Should().Be("Going on after 1 entry.");
    }

    [Fact]
    public void Bounds_stay_what_they_were()
    {
        var since = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        ExportFile.Open(FilePath, Begin with { From = since, To = since.AddDays(1) }, false, false, _notes.Add).Dispose();

        using var file = ExportFile.Open(FilePath, Begin with { From = since.AddHours(5) }, true, false, _notes.Add);

        (file.State.From, file.State.To).Should().Be((since, since.AddDays(1)));
    }

    [Fact]
    public void Files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("These tests run on Unix.");
        }

        using var file = Open();
        file.Save(Begin);

        _folder.Files.Should().Equal("out.partial", "out.partial.state");
        foreach (var name in _folder.Files)
        {
            File.GetUnixFileMode(_folder[name]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_partial_file_that_others_could_read_is_for_its_owner_alone_from_then_on(bool resume)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("These tests run on Unix.");
        }

        Open().Dispose();
        File.SetUnixFileMode(_folder["out.partial"], (UnixFileMode)0b110_110_110);

        using var file = Open(resume, force: true);
        file.Save(Begin with { IsFinished = true });
        file.Finish();

        File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_link_where_the_state_is_to_be_written_is_not_followed()
    {
        var victim = Victim();
        File.CreateSymbolicLink(_folder["out.partial.state.new"], victim);

        using var file = Open();
        file.Save(Begin);

        File.ReadAllText(victim).Should().Be("precious");
        _folder.Files.Should().Equal("out.partial", "out.partial.state", "victim");
    }

    [Fact]
    public void A_link_in_place_of_the_partial_file_is_not_followed()
    {
        var victim = Victim();
        File.CreateSymbolicLink(_folder["out.partial"], victim);

        foreach (var (resume, force) in new[] { (false, false), (true, false), (true, true) })
        {
            ((Action)(() => Open(resume, force))).Should().Throw<IOException>().WithMessage("'*out.partial' is a link, a device or a pipe, and no file that this tool left: remove it.");
        }

        using (var file = Open(force: true))
        {
            file.Content.Write("rows"u8);
            file.Save(Begin with { IsFinished = true });
            file.Finish();
        }

        (File.ReadAllText(victim), File.ReadAllText(FilePath), new FileInfo(FilePath).LinkTarget).Should().Be(("precious", "rows", null));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_second_name_of_another_file_in_place_of_the_partial_file_is_not_written(bool resume, bool force)
    {
        var victim = Victim();
        using (var link = Process.Start("ln", [victim, _folder["out.partial"]]))
        {
            link.WaitForExit();
        }

        Open(resume, force).Dispose();

        File.ReadAllText(victim).Should().Be("precious");
    }

    [Fact]
    public void A_file_that_is_there_is_kept_unless_forced()
    {
        File.WriteAllText(FilePath, "precious");

        ((Action)(() => Open(resume: true))).Should().Throw<UsageException>().WithMessage("'*out' is there already: --force replaces it.");

        using var file = Open(force: true);
        file.Save(Begin with { IsFinished = true });
        file.Finish();
        File.ReadAllText(FilePath).Should().BeEmpty();
        _folder.Files.Should().Equal("out");
    }

    [Fact]
    public void A_file_that_appears_meanwhile_is_kept_unless_forced()
    {
        using (var file = Open())
        {
            file.Content.Write("exported"u8);
            file.Save(Begin with { IsFinished = true });
            File.WriteAllText(FilePath, "precious");
            ((Action)file.Finish).Should().Throw<UsageException>().WithMessage("*--resume --force*");
        }

        File.ReadAllText(FilePath).Should().Be("precious");
        using var again = Open(resume: true, force: true);
        again.Finish();
        File.ReadAllText(FilePath).Should().Be("exported");
    }

    [Fact]
    public void An_interrupted_export_is_kept_unless_resumed_or_forced()
    {
        using (var file = Open())
        {
            file.Content.Write("some"u8);
            file.Save(Begin with { Cursor = Cursor });
        }

        ((Action)(() => Open())).Should().Throw<UsageException>().WithMessage("'*out.partial' is there*--resume goes on with it, --force begins anew.");
        new FileInfo(_folder["out.partial"]).Length.Should().Be(4);
        using var anew = Open(force: true);
        anew.State.Should().Be(Begin);
        new FileInfo(_folder["out.partial"]).Length.Should().Be(0);
    }

    [Fact]
    public void A_second_run_is_refused_whatever_it_wants()
    {
        using var first = Open();

        foreach (var (resume, force) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            ((Action)(() => Open(resume, force))).Should().Throw<IOException>().WithMessage("Another run is writing '*out.partial'.");
        }

        _folder.Files.Should().Equal("out.partial", "out.partial.state");
    }

    [Fact]
    public void Other_options_are_named_and_nothing_is_touched()
    {
        Open().Dispose();
        var before = File.ReadAllText(_folder["out.partial.state"]);
        var now = new ExportState { Terms = Of(("--since", "5d"), ("--failed", ""), ("--output", "csv"), ("Meld's credentials", "x")) };

        var resume = () => ExportFile.Open(FilePath, now, resume: true, force: false, _notes.Add);

        resume.Should().Throw<UsageException>().WithMessage(
            "'*out.partial' was begun with other options: --failed was not given and is given; --since was '3d' and is '5d'; Meld's credentials differ. Give the same ones, or --force without --resume to begin anew.");
        File.ReadAllText(_folder["out.partial.state"]).Should().Be(before);
    }

    [Theory]
    [InlineData("^.*$", "")]
    [InlineData("^.*$", "{")]
    [InlineData("^.*$", "null")]
    [InlineData("^.*$", "[]")]
    [InlineData(@"""Version"":1", @"""Version"":2")]
    [InlineData(@"""Terms"":{.*?}},", "")]
    [InlineData(@"""Terms"":{.*?}}", @"""Terms"":null")]
    [InlineData(@"""Options"":{.*?}", @"""Options"":null")]
    [InlineData(@"""csv""", "null")]
    [InlineData(@"""Source"":{}", @"""Source"":{""Meld's credentials"":null}")]
    [InlineData(@"""Length"":0", @"""Length"":3")]
    [InlineData(@"""Length"":0", @"""Length"":-1")]
    [InlineData(@"""Length"":0", @"""Length"":0,""Cursor"":""nonsense""")]
    [InlineData(@"""Entries"":0", @"""Entries"":-1")]
    [InlineData(@"""Entries"":0", @"""From"":""2026-11-02T00:00:00Z"",""To"":""2026-11-01T00:00:00Z""")]
    [InlineData(@"""Tail"":"".*?"",", "")]
    [InlineData(@"""Tail"":"".*?""", @"""Tail"":null")]
    [InlineData(@"""Unreadable"":{.*?},", "")]
    [InlineData(@"""Last"":\[]", @"""Last"":null")]
    [InlineData(@"""Last"":\[]", @"""Last"":[null]")]
    public void A_damaged_state_is_refused_and_nothing_is_touched(string pattern, string replacement)
    {
        var state = Altered(pattern, replacement);
        File.WriteAllText(_folder["out.partial"], "rows");

        ((Action)(() => Open(resume: true))).Should().Throw<IOException>().WithMessage("'*out.partial.state' is damaged*");

        File.ReadAllText(_folder["out.partial"]).Should().Be("rows");
        File.ReadAllText(_folder["out.partial.state"]).Should().Be(state);
        Open(force: true).Dispose();
    }

    [Fact]
    public void A_state_in_which_any_byte_changed_is_damaged()
    {
        Open().Dispose();
        var state = File.ReadAllBytes(_folder["out.partial.state"]);
        StateFile.Load(_folder["out.partial.state"])!.Terms.Should().BeEquivalentTo(Begin.Terms);

        for (var i = 0; i < state.Length; i++)
        {
            byte[] changed = [.. state];
            changed[i] ^= 1;
            File.WriteAllBytes(_folder["out.partial.state"], changed);
            ((Action)(() => Open(resume: true))).Should().Throw<IOException>().WithMessage("'*out.partial.state' is damaged*");
        }

        File.WriteAllBytes(_folder["out.partial.state"], state[..^1]);
        ((Action)(() => Open(resume: true))).Should().Throw<IOException>().WithMessage("'*out.partial.state' is damaged*");
    }

    [Fact]
    public void Names_in_a_state_do_not_reach_the_terminal_as_they_are()
    {
        Altered(@"""Options"":{.*?},""Source"":{}", @"""Options"":{""\u001b[2J"":""\u001b[3J""},""Source"":{""\u001b[4J"":""""}");

        ((Action)(() => Open(resume: true))).Should().Throw<UsageException>().Which.Message.Should().NotContain("\e").And.Contain(@"\u{001B}[2J was '\u{001B}[3J'").And.Contain(@"\u{001B}[4J differ");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(10_000)]
    public void A_partial_file_that_was_changed_since_is_refused(int length)
    {
        byte[] rows = [.. Enumerable.Range(0, length).Select(i => (byte)('a' + (i % 26)))];
        using (var file = Open())
        {
            file.Content.Write(rows);
            file.Save(Begin with { Cursor = Cursor });
        }

        byte[] other = [.. rows];
        other[^1]++;
        foreach (var now in new[] { rows[..^1], other, [.. other, .. rows], [], rows[..1] })
        {
            File.WriteAllBytes(_folder["out.partial"], now);
            ((Action)(() => Open(resume: true))).Should().Throw<IOException>()
                .WithMessage("'*out.partial' is not as it was left: the export cannot go on. --force without --resume begins anew.");
            File.ReadAllBytes(_folder["out.partial"]).Should().Equal(now);
        }

        File.WriteAllBytes(_folder["out.partial"], [.. rows, .. other]);
        using var again = Open(resume: true);
        new FileInfo(_folder["out.partial"]).Length.Should().Be(length);
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public void A_state_that_names_another_place_of_the_partial_file_is_refused(int off)
    {
        using (var file = Open())
        {
            file.Content.Write(new byte[100]);
            file.Content.Write("the last row of those saved"u8);
            file.Save(Begin with { Cursor = Cursor });
            file.Content.Write("some more that is not saved"u8);
        }

        var state = StateFile.Load(_folder["out.partial.state"])!;
        StateFile.Save(_folder["out.partial.state"], state with { Length = state.Length + off });

        ((Action)(() => Open(resume: true))).Should().Throw<IOException>().WithMessage("'*out.partial' is not as it was left*");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_cannot_begin_leaves_nothing_behind(bool resume, bool force)
    {
        Directory.CreateDirectory(_folder["out.partial.state"]);

        ((Action)(() => Open(resume, force))).Should().Throw<UnauthorizedAccessException>();
        _folder.Files.Should().BeEmpty();

        var tooLong = _folder[new string('a', 255 - ".partial".Length)];
        ((Action)(() => ExportFile.Open(tooLong, Begin, resume, force, _notes.Add))).Should().Throw<IOException>();
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void What_cannot_begin_anew_leaves_what_was_there()
    {
        using (var file = Open())
        {
            file.Content.Write("rows"u8);
            file.Save(Begin with { Cursor = Cursor });
        }

        File.Delete(_folder["out.partial.state"]);
        Directory.CreateDirectory(_folder["out.partial.state"]);

        ((Action)(() => Open(force: true))).Should().Throw<UnauthorizedAccessException>();

        File.ReadAllText(_folder["out.partial"]).Should().Be("rows");
    }

    [Fact]
    public void Ended_between_its_name_and_its_state_it_is_finished()
    {
        using (var file = Open())
        {
            file.Content.Write("rows"u8);
            file.Save(Begin with { Entries = 2, IsFinished = true });
        }

        File.Delete(_folder["out.partial"]);
        ExportFile.Finished(FilePath, Begin.Terms).Should().BeNull("there is no file");

        foreach (var other in new[] { "other", "row", "wors" })
        {
            File.WriteAllText(FilePath, other);
            ExportFile.Finished(FilePath, Begin.Terms).Should().BeNull("it is another file");
        }

        File.WriteAllText(FilePath, "rows");
        ExportFile.Finished(FilePath, Of(("--since", "5d"))).Should().BeNull("it is another export");
        ExportFile.Finished(FilePath, Begin.Terms)!.Entries.Should().Be(2);
        _folder.Files.Should().Equal("out");
    }

    public async Task InitializeAsync()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        await using var log = new InMemoryActivityLogClient(new FakePayrep(new FakePayrepOptions { Log = new SeededPayrepLog(seed: 1, 10, now, now.AddDays(1)) }));
        await foreach (var page in log.ReadPagesAsync(new ActivityLogQuery { PageSize = 2 }))
        {
            Cursor ??= page.Next?.ToString();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private static ExportTerms Of(params (string Key, string Value)[] terms) => new(
        terms.Where(t => t.Key.StartsWith("--", StringComparison.Ordinal)).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
        terms.Where(t => !t.Key.StartsWith("--", StringComparison.Ordinal)).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal));

    /// <summary>A state as it was saved, but for one place, and with the check that fits.</summary>
    private string Altered(string pattern, string replacement)
    {
        Open().Dispose();
        var saved = File.ReadLines(_folder["out.partial.state"]).First();
        var altered = Regex.Replace(saved, pattern, replacement, RegexOptions.None, TimeSpan.FromSeconds(1));
        altered.Should().NotBe(saved);
        var state = $"{altered}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(altered)))}\n";
        File.WriteAllText(_folder["out.partial.state"], state);
        return state;
    }

    private string Victim()
    {
        File.WriteAllText(_folder["victim"], "precious");
        return _folder["victim"];
    }

    private ExportFile Open(bool resume = false, bool force = false) => ExportFile.Open(FilePath, Begin, resume, force, _notes.Add);
}
