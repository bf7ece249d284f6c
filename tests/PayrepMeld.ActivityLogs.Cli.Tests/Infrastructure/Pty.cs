using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>The built tool run to its end on a terminal of a set width, through <c>script</c> of util-linux: what it printed, byte for byte.</summary>
/// <param name="ExitCode">The tool's.</param>
/// <param name="Bytes">Its output and, in the order they came, its errors, unless they were kept apart.</param>
internal sealed record Pty(int ExitCode, byte[] Bytes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Output => Encoding.UTF8.GetString(Bytes);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Both streams are the terminal.</summary>
    public static Task<Pty> OfAsync(TwoFakes vendors, int width, params string[] arguments) => RunAsync(vendors.Environment, width, "", arguments);

    /// <summary>Only standard output is the terminal; what standard error says is thrown away.</summary>
    public static Task<Pty> OutputOfAsync(IEnumerable<(string Key, string Value)> environment, int width, params string[] arguments) => RunAsync(environment, width, " 2>/dev/null", arguments);

    /// <summary>Only standard error is the terminal; what standard output says is thrown away.</summary>
    public static Task<Pty> ErrorsOfAsync(IEnumerable<(string Key, string Value)> environment, int width, params string[] arguments) => RunAsync(environment, width, " >/dev/null", arguments);

    /// <summary>Both streams are the terminal, and Ctrl-C is typed at it.</summary>
    public static Task<Pty> InterruptedAsync(IEnumerable<(string Key, string Value)> environment, int width, Func<bool> when, params string[] arguments) => RunAsync(environment, width, "", arguments, when);

    private static async Task<Pty> RunAsync(IEnumerable<(string Key, string Value)> environment, int width, string redirection, string[] arguments, Func<bool>? interruptWhen = null)
    {
        // The terminal is told to hand on what it gets, without a carriage return before each line feed.
        var program = ProgramProcess.StartInfo("activitylogs", environment, arguments);
        var command = string.Create(CultureInfo.InvariantCulture, $"stty cols {width} rows 40 -opost -echo; exec {string.Join(' ', program.ArgumentList.Prepend(program.FileName).Select(Quoted))}{redirection}");
        var start = new ProcessStartInfo("script", ["-qec", command, "/dev/null"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = program.WorkingDirectory };
        start.Environment.Clear();
        foreach (var (key, value) in program.Environment)
        {
            start.Environment[key] = value;
        }

        start.Environment["TERM"] = "xterm-256color";
        start.Environment["SHELL"] = "/bin/sh";
        if (!environment.Any(variable => variable.Key == "NO_COLOR"))
        {
            start.Environment.Remove("NO_COLOR");
        }

        using var process = Process.Start(start)!;
        using var bytes = new MemoryStream();
        try
        {
            var read = process.StandardOutput.BaseStream.CopyToAsync(bytes);
            if (interruptWhen is not null)
            {
                await InterruptAsync(process, read, interruptWhen);
            }

            await read.WaitAsync(Patience, TimeProvider.System);
            await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Pty(process.ExitCode, bytes.ToArray());
    }

    private static async Task InterruptAsync(Process process, Task ended, Func<bool> when)
    {
        while (!ended.IsCompleted && !when())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        process.StandardInput.Write('\x03');
        process.StandardInput.Flush();
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
