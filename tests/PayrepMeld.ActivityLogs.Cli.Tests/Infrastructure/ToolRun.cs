using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>The whole tool in the test's process, in any zone: for tests that run it often.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<ToolRun> OfAsync(TimeProvider time, params string[] arguments)
    {
        using var output = new MemoryStream();
        await using var errors = new StringWriter();
        var exitCode = await Tool.RunAsync(arguments, new ToolStreams(output, errors, IsOutputTerminal: false, IsErrorsTerminal: false, Width: 80), time, CancellationToken.None);
        return new ToolRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }

    /// <summary>A file for <c>--config</c> that leads to the fakes.</summary>
    public static string Configure(TwoFakes vendors, TempFolder folder)
    {
        var file = folder["vendors.json"];
        File.WriteAllText(file, JsonSerializer.Serialize(vendors.Configuration.AsEnumerable().Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)));
        return file;
    }

    public ToolRun MustSucceed()
    {
        ExitCode.Should().Be(0, Errors);
        return this;
    }
}
