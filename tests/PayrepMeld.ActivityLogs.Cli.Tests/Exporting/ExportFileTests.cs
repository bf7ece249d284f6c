using System.Diagnostics;
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
            ((Action)(() => Open(resume, force))).Should().Throw<IOException>().WithMessage("Another export is writing '*out.partial'.");
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
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"Version":1}""")]
    [InlineData("""{"Version":1,"Terms":null}""")]
    [InlineData("""{"Version":1,"Terms":{"Options":null,"Source":{}}}""")]
    [InlineData("""{"Version":2,"Terms":{"Options":{},"Source":{}}}""")]
    [InlineData("""{"Version":1,"Terms":{"Options":{},"Source":{}},"Cursor":"nonsense"}""")]
    [InlineData("""{"Version":1,"Terms":{"Options":{},"Source":{}},"Length":3}""")]
    [InlineData("""{"Version":1,"Terms":{"Options":{},"Source":{}},"Length":-1}""")]
    [InlineData("""{"Version":1,"Terms":{"Options":{},"Source":{}},"Unreadable":{"Count":1,"Last":null}}""")]
    public void A_damaged_state_is_refused_and_nothing_is_touched(string state)
    {
        Open().Dispose();
        File.WriteAllText(_folder["out.partial"], "rows");
        File.WriteAllText(_folder["out.partial.state"], state);

        ((Action)(() => Open(resume: true))).Should().Throw<IOException>().WithMessage("'*out.partial.state' is damaged*");

        File.ReadAllText(_folder["out.partial"]).Should().Be("rows");
        File.ReadAllText(_folder["out.partial.state"]).Should().Be(state);
        Open(force: true).Dispose();
    }

    [Fact]
    public void A_partial_file_that_became_shorter_is_refused()
    {
        using (var file = Open())
        {
            file.Content.Write("rows"u8);
            file.Save(Begin with { Cursor = Cursor });
        }

        File.WriteAllText(_folder["out.partial"], "row");

        ((Action)(() => Open(resume: true))).Should().Throw<IOException>().WithMessage("'*out.partial' is shorter than it was*");
    }

    [Fact]
    public void Ended_between_its_name_and_its_state_it_is_finished()
    {
        var finished = Begin with { Length = 4, Entries = 2, IsFinished = true };
        StateFile.Save(_folder["out.partial.state"], finished);
        ExportFile.Finished(FilePath, Begin.Terms).Should().BeNull("there is no file");

        File.WriteAllText(FilePath, "other");
        ExportFile.Finished(FilePath, Begin.Terms).Should().BeNull("it is another file");

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

    private string Victim()
    {
        File.WriteAllText(_folder["victim"], "precious");
        return _folder["victim"];
    }

    private ExportFile Open(bool resume = false, bool force = false) => ExportFile.Open(FilePath, Begin, resume, force, _notes.Add);
}
