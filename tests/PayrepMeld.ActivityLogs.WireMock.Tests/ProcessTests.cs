using System.Diagnostics;
using PayrepMeld.ActivityLogs.WireMock.Tests.Server;

namespace PayrepMeld.ActivityLogs.WireMock.Tests;

public sealed class ProcessTests
{
    [UnixWireMockFact]
    public async Task The_server_ends_with_the_pipe_from_the_process_that_started_it()
    {
        var root = Directory.CreateTempSubdirectory("wiremock-");
        try
        {
            await using var server = await WireMockProcess.StartAsync(root.FullName);
            using var process = Process.GetProcessById(server.Id);

            server.BreakPipe();

            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixWireMockFactAttribute : FactAttribute
{
    public UnixWireMockFactAttribute() => Skip = OperatingSystem.IsWindows() ? "On Windows the server is ended by the test host, not by a pipe." : Needs.Missing;
}
