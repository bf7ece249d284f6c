using System.Diagnostics;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>What bash makes of command lines of the tool.</summary>
internal static class Bash
{
    /// <summary>Runs the lines in a folder, where <c>activitylogs</c> only tells what it was given.</summary>
    /// <returns>The arguments of each line.</returns>
    public static async Task<IReadOnlyList<string[]>> ArgumentsAsync(TempFolder folder, IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(folder["x"])!, StandardInputEncoding = new UTF8Encoding(false) };
        using var process = Process.Start(start)!;
        var output = new StreamReader(process.StandardOutput.BaseStream, Encoding.UTF8).ReadToEndAsync();
        await process.StandardInput.WriteAsync("activitylogs() { printf '%s\\0' \"$#\" \"$@\"; }\n" + string.Concat(lines.Select(line => line + "\n")));
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        process.ExitCode.Should().Be(0);
        var words = new Queue<string>((await output).Split('\0')[..^1]);
        var arguments = new List<string[]>();
        while (words.TryDequeue(out var count))
        {
            arguments.Add([.. Enumerable.Range(0, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)).Select(_ => words.Dequeue())]);
        }

        return arguments;
    }
}
