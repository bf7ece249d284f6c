using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>The tool, installed from its package and run by its name.</summary>
[Collection("packages")]
public sealed class InstalledToolTests(PackedSource packed)
{
    [Fact]
    public async Task It_installs_from_its_package_alone_and_runs()
    {
        var folder = Path.Combine(packed.Folder, "tools");
        var empty = Directory.CreateDirectory(Path.Combine(packed.Folder, "empty")).FullName;

        // No other source is asked, so that nothing but the package is needed.
        var installed = await Tool.DotnetAsync(empty, "tool", "install", "PayrepMeld.ActivityLogs.Cli", "--version", Repository.Version, "--tool-path", folder, "--source", packed.Packages);
        installed.ExitCode.Should().Be(0, installed.ToString());

        var version = await RunAsync(folder, empty, "--version");
        var help = await RunAsync(folder, empty, "--help");
        var list = await RunAsync(folder, empty, "demo", "list", "--output", "jsonl");

        version.Lines.Should().ContainSingle().Which.Should().StartWith(Repository.Version);
        help.Output.Should().Contain("demo").And.Contain("Exit codes:");
        list.Lines.Should().HaveCount(50);
    }

    private static async Task<ToolResult> RunAsync(string tools, string folder, params string[] arguments)
    {
        // Where this .NET is: a tool finds it so where it is not installed in the usual place.
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")) };
        var run = await Tool.RunAsync(Path.Combine(tools, OperatingSystem.IsWindows() ? "activitylogs.exe" : "activitylogs"), folder, environment, arguments);
        (run.ExitCode, run.Errors).Should().Be((0, ""), run.ToString());
        return run;
    }
}
