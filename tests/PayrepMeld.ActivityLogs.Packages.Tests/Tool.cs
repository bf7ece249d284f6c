using System.Diagnostics;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>A program run to its end, with what it printed.</summary>
internal sealed record ToolResult(string Command, int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override string ToString() => $"{Command} ended with {ExitCode}:{Environment.NewLine}{Output}{Errors}";

    public ToolResult MustSucceed() => ExitCode == 0 ? this : throw new InvalidOperationException(ToString());
}

internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static Task<ToolResult> DotnetAsync(string folder, params string[] arguments) => RunAsync("dotnet", folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    public static async Task<ToolResult> RunAsync(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        var variables = process.StartInfo.Environment;
        // Nothing of the machine's own settings, of the build that runs the tests, and no build server that outlives the command and holds its output open.
        foreach (var name in variables.Keys.Where(k => k.StartsWith("ActivityLogs__", StringComparison.OrdinalIgnoreCase) || k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            variables.Remove(name);
        }

        variables["MSBUILDDISABLENODEREUSE"] = "1";
        variables["UseSharedCompilation"] = "false";
        variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        variables["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var tooLong = new CancellationTokenSource(Limit);
        var command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        try
        {
            await process.WaitForExitAsync(tooLong.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end within {Limit}:{Environment.NewLine}{await output}{await errors}", e);
        }

        return new ToolResult(command, process.ExitCode, await output, await errors);
    }
}
