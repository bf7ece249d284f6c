using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Shared;

/// <summary>A program of this repository as a process of its own, with no more configuration than the test gives it.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the programs read, and whoever runs the tests may have set.</summary>
    private static readonly string[] Settings = ["ActivityLogs__", "Alerts__", "Export__"];

    // A host watches all there is below the folder it is started in, for as long as settings may change: not the whole of the temporary files.
    private static readonly Lazy<string> EmptyFolder = new(() => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "activitylogs-tests-empty")).FullName);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ProgramProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public bool HasExited => _process.HasExited;

    public static ProgramProcess Start(string program, IEnumerable<(string Key, string Value)> environment, params string[] arguments) =>
        new(new Process { StartInfo = StartInfo(program, environment, arguments) });

    /// <summary>How to start it, with what it prints redirected.</summary>
    public static ProcessStartInfo StartInfo(string program, IEnumerable<(string Key, string Value)> environment, IEnumerable<string> arguments)
    {
        var start = Sigint.Default("dotnet", [Built(program), .. arguments]);
        start.UseShellExecute = false;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = EmptyFolder.Value;
        foreach (var name in start.Environment.Keys.Where(name => Settings.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        // User secrets of whoever runs the tests are looked for here.
        start.Environment["APPDATA"] = Path.Combine(Path.GetTempPath(), "no-secrets");
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    /// <summary>Where a program was built: its own folder holds all it needs.</summary>
    public static string Built(string program) =>
        typeof(ProgramProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == program).Value!;

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> ExitedAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
            return _process.ExitCode;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"It did not end (the process itself {(_process.HasExited ? "did" : "did not")}). It printed: {Output}{Errors}", e);
        }
    }

    /// <summary>Waits for something that another process does.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (_process.HasExited || waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"It did not happen. The process printed: {Output}{Errors}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
