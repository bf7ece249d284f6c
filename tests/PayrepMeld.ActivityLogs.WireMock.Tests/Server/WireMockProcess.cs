using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PayrepMeld.ActivityLogs.WireMock.Tests.Server;

/// <summary>The real WireMock server in a process of its own, on a free loopback port, which does not outlive this one.</summary>
internal sealed partial class WireMockProcess : IAsyncDisposable
{
    // The shell becomes Java; beside it waits a reader of the pipe from here, which breaks however this process ends, killed or not.
    // Windows has no such shell: there the server ends with the fixture.
    private const string DieWithParent = "exec 3<&0; { cat <&3; kill $$; } >/dev/null 2>&1 & exec \"$@\" 3<&- </dev/null";

    private readonly Process _process;

    private WireMockProcess(Process process, int port)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
    }

    /// <summary>Asks the server; its base address is the server's.</summary>
    public HttpClient Client { get; }

    public int Id => _process.Id;

    public static async Task<WireMockProcess> StartAsync(string rootFolder)
    {
        var process = Process.Start(Command(rootFolder))!;
        try
        {
            var port = await PortAsync(process).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            return new WireMockProcess(process, port);
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return EndAsync(_process);
    }

    /// <summary>What happens when this process ends in whatever way.</summary>
    public void BreakPipe() => _process.StandardInput.Dispose();

    private static ProcessStartInfo Command(string rootFolder)
    {
        string[] java =
        [
            "java", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar", Needs.Jar,
            "--port", "0", "--bind-address", "127.0.0.1", "--root-dir", rootFolder,
        ];
        string[] command = OperatingSystem.IsWindows() ? java : ["/bin/sh", "-c", DieWithParent, "sh", .. java];
        return new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>The port that the server's first words name: it listens by then.</summary>
    private static async Task<int> PortAsync(Process process)
    {
        var said = new StringBuilder();
        var found = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(found.Task, ended) == ended)
        {
            throw new InvalidOperationException($"The WireMock server ended with {process.ExitCode}: {said}");
        }

        return await found.Task;

        void Hear(string? line)
        {
            lock (said)
            {
                said.AppendLine(line);
            }

            if (line is not null && PortLine().Match(line) is { Success: true } match)
            {
                found.TrySetResult(int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture));
            }
        }
    }

    private static async ValueTask EndAsync(Process process)
    {
        using (process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    [GeneratedRegex(@"^port:\s+(?<port>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortLine();
}
