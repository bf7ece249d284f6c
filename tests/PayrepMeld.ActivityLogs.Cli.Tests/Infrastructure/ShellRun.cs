using System.Diagnostics;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A line for bash in which <c>activitylogs</c> is the built tool: pipes, files, closed streams.</summary>
internal sealed record ShellRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<ShellRun> OfAsync(IEnumerable<(string Key, string Value)> environment, string line)
    {
        var start = ProgramProcess.StartInfo("activitylogs", environment, []);
        var tool = string.Join(' ', start.ArgumentList.Prepend(start.FileName));
        start.FileName = "bash";
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"activitylogs() {{ {tool} \"$@\"; }}\n{line}");
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
            return new ShellRun(process.ExitCode, await output, await errors);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
