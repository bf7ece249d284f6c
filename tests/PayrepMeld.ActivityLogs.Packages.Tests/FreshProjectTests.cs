using System.Text.RegularExpressions;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>The packages, used as a stranger would: from fresh projects that know nothing of this repository.</summary>
[Collection("packages")]
public sealed partial class FreshProjectTests(PackedSource packed)
{
    [Fact]
    public async Task A_library_for_net8_builds_without_a_warning() => await BuildAsync(packed.Project("Reports"));

    [Fact]
    public async Task A_worker_builds_follows_the_log_and_ends_by_itself()
    {
        var project = packed.Project("Watcher");
        await BuildAsync(project);
        await using var fakes = await SeededFakes.StartAsync();

        var run = await Tool.RunAsync("dotnet", project, fakes.Environment, Path.Combine("bin", "Release", "net10.0", "Watcher.dll"));

        run.ExitCode.Should().Be(0, run.ToString());
        Entries(run).Should().HaveCount(25, run.ToString()).And.OnlyHaveUniqueItems().And.BeSubsetOf(fakes.Ids);
    }

    [TrimmedFact]
    public async Task A_trimmed_console_application_has_no_warning_and_reads_the_log_completely()
    {
        var project = packed.Project("ReadLog");
        var published = await PublishAsync(project, "-warnaserror", "-p:EnableTrimAnalyzer=true", "-p:EnableAotAnalyzer=true");
        published.ExitCode.Should().Be(0, published.ToString());
        published.Output.Should().NotContainAny("warning ", "IL2", "IL3");
        await using var fakes = await SeededFakes.StartAsync();

        var run = await Tool.RunAsync(Path.Combine(project, "out", OperatingSystem.IsWindows() ? "ReadLog.exe" : "ReadLog"), project, fakes.Environment);

        run.ExitCode.Should().Be(0, run.ToString());
        var read = Entries(run);
        read.Should().HaveCount(fakes.Ids.Count).And.OnlyHaveUniqueItems();
        read.Order(StringComparer.Ordinal).SequenceEqual(fakes.Ids.Order(StringComparer.Ordinal), StringComparer.Ordinal).Should().BeTrue("it prints the rows of the log");
        Directory.Exists(Path.Combine(packed.Folder, "unpacked", "payrepmeld.activitylogs")).Should().BeTrue("the package that was just packed is the one in use");
    }

    /// <summary>The same, with a line that cannot be trimmed and with every member of the SDK kept: so the trimmer does look, and finds nothing in the SDK.</summary>
    [TrimmedFact]
    public async Task The_trimmer_warns_of_reflection_in_the_application_and_of_nothing_in_the_SDK()
    {
        var project = packed.Project("ReadLog", "ReadLogReflecting");
        await File.AppendAllTextAsync(Path.Combine(project, "Program.cs"), "Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new object()));\n");

        var published = await PublishAsync(project, "-p:KeepWholeSdk=true", "-p:EnableTrimAnalyzer=false", "-p:EnableAotAnalyzer=false");

        published.ExitCode.Should().Be(0, published.ToString());
        var warnings = published.Lines.Where(line => line.Contains("warning ", StringComparison.Ordinal)).ToList();
        warnings.Should().NotBeEmpty().And.OnlyContain(line => line.Contains("IL2026", StringComparison.Ordinal) && line.Contains("Program.cs", StringComparison.Ordinal));
    }

    internal static Task<ToolResult> PublishAsync(string project, params string[] options) => Tool.DotnetAsync(
        project,
        ["publish", "-c", "Release", "-o", "out", "--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false", .. options]);

    private static async Task BuildAsync(string project)
    {
        var built = await Tool.DotnetAsync(project, "build", "-c", "Release", "-warnaserror");
        built.ExitCode.Should().Be(0, built.ToString());
        built.Output.Should().NotContain("warning ");
    }

    private static List<string> Entries(ToolResult run) => run.Lines.Select(line => Entry().Match(line)).Where(m => m.Success).Select(m => m.Groups["id"].Value).ToList();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ (?<id>(Payrep|Meld) \S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
