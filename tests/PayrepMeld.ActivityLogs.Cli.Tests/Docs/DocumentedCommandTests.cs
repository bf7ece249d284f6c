using System.CommandLine;
using System.Diagnostics;
using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Commands;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Docs;

/// <summary>The docs' examples, run as they stand by a shell against simulated vendors.</summary>
public sealed partial class DocumentedCommandTests
{
    // How long a command that runs until it is interrupted may run.
    private const string Endless = "timeout --preserve-status --signal INT 4 ";

    public static TheoryData<string> Pages => [.. DocumentedCommands.Pages];

    private static IReadOnlyList<Command> Commands { get; } = [.. WithSubcommands(Tool.Root(new CommandContext(new ToolStreams(Stream.Null, TextWriter.Null, false, false, 80), TimeProvider.System, new GlobalOptions())))];

    [DocumentedTheory]
    [MemberData(nameof(Pages))]
    public async Task Every_example_runs(string page)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 2000);
        using var folder = new TempFolder();
        await InstallAsync(folder);

        var examples = DocumentedCommands.Of(page).ToList();

        examples.Should().NotBeEmpty();
        foreach (var example in examples)
        {
            var isEndless = IsEndless().IsMatch(example);
            var (exitCode, output) = await RunAsync(vendors, folder, isEndless ? IsEndless().Replace(example, Endless + "$0") : example);
            exitCode.Should().Be(isEndless ? 130 : 0, "{0} shows {1}, which printed {2}", page, example, output);
            output.Should().NotContain("Unhandled");
        }
    }

    [Fact]
    public void Every_command_has_an_example()
    {
        var examples = DocumentedCommands.Of("docs/cli.md").ToList();
        foreach (var command in Commands.OfType<Command>().Where(c => c is not RootCommand && c.Parents.OfType<RootCommand>().Any()))
        {
            examples.Should().Contain(line => line.Contains($"activitylogs {command.Name}", StringComparison.Ordinal), "{0} is a command", command.Name);
        }
    }

    [Fact]
    public void Every_option_is_documented()
    {
        var page = DocumentedCommands.Read("docs/cli.md");
        foreach (var option in Commands.SelectMany(c => c.Options).Where(o => !o.Hidden))
        {
            page.Should().MatchRegex($@"`[^`\n]*(?<![\w-]){Regex.Escape(option.Name)}(?![\w-])[^`\n]*`|^\$ [^\n]*(?<![\w-]){Regex.Escape(option.Name)}(?![\w-])");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_option_of_an_example_exists(string page)
    {
        var known = Commands.SelectMany(c => c.Options).SelectMany(o => o.Aliases.Append(o.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var line in DocumentedCommands.Of(page))
        {
            foreach (Match option in OptionName().Matches(line.Split(" | ")[0]))
            {
                known.Should().Contain(option.Value, "{0} shows {1}", page, line);
            }
        }
    }

    private static IEnumerable<Command> WithSubcommands(Command command) => command.Subcommands.SelectMany(WithSubcommands).Prepend(command);

    // A program of the tool's name, which is what the examples call.
    private static async Task InstallAsync(TempFolder folder)
    {
        var start = folder["activitylogs"];
        await File.WriteAllTextAsync(start, $"#!/bin/sh\nexec dotnet '{ProgramProcess.Built("activitylogs")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(start, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(TwoFakes vendors, TempFolder folder, string example)
    {
        var start = ProgramProcess.StartInfo("activitylogs", vendors.Environment, []);
        var command = Sigint.Default("bash", "-o", "pipefail", "-c", $"exec 2>&1; {example}");
        command.UseShellExecute = false;
        command.RedirectStandardOutput = true;
        command.WorkingDirectory = Path.GetDirectoryName(folder["x"])!;
        command.Environment.Clear();
        foreach (var (key, value) in start.Environment)
        {
            command.Environment[key] = value;
        }

        command.Environment["PATH"] = $"{command.WorkingDirectory}:{start.Environment["PATH"]}";
        using var process = Process.Start(command)!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"activitylogs (?:demo )?(?:tail|simulate)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsEndless();

    [GeneratedRegex(@"(?<=\s)--?[a-z][a-z-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionName();
}
