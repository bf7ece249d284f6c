using System.Diagnostics;
using System.Globalization;
using PayrepMeld.ActivityLogs.Benchmarks.Log;

namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>A server in a process of its own, so that what it costs is not counted as the client's.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;

    private ServerProcess(Process process, LogSpec spec, Uri baseAddress)
    {
        (_process, Spec, BaseAddress) = (process, spec, baseAddress);
        _client = new HttpClient { BaseAddress = baseAddress };
    }

    public LogSpec Spec { get; }

    public Uri BaseAddress { get; }

    public static async Task<ServerProcess> StartAsync(LogSpec spec)
    {
        var process = OwnProcess.Start([ServeCommand.Name, .. spec.ToArguments()]);
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(process, spec, new Uri(address));
    }

    /// <summary>The requests since this was last asked, and the most of them that were under way at once.</summary>
    public async Task<(int Requests, int AtOnce)> TakeCountAsync()
    {
        var counts = (await _client.GetStringAsync(new Uri(VendorPaths.Count, UriKind.Relative))).Split(' ');
        return (int.Parse(counts[0], CultureInfo.InvariantCulture), int.Parse(counts[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
