using System.Diagnostics;
using System.Text;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>Runs a program to its end, as a user of this machine would: nothing of the build that runs the tests reaches it.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>A command of the SDK that must end well.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await StartAsync("dotnet", folder, [.. arguments, "-nodeReuse:false"], new Dictionary<string, string>(StringComparer.Ordinal));
        exitCode.Should().Be(0, "dotnet {0} said{1}{2}", string.Join(' ', arguments), Environment.NewLine, output);
        return output;
    }

    public static async Task<(int ExitCode, string Output)> StartAsync(string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(IsOfThisBuild).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var tooLong = new CancellationTokenSource(Longest, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(tooLong.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', start.ArgumentList)} did not end within {Longest}:{Environment.NewLine}{output}", e);
        }

        return (process.ExitCode, output.ToString());

        void Add(string? line)
        {
            lock (output)
            {
                _ = line is null ? output : output.AppendLine(line);
            }
        }
    }

    private static bool IsOfThisBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ActivityLogs__", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "NUGET_PACKAGES" or "Configuration" or "TargetFramework" or "DOTNET_ROLL_FORWARD";
}
