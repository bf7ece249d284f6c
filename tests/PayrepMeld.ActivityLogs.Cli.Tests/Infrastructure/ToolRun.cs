using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>The tool run in the tests' own process, which is quick: for what no pipe, terminal or signal has a part in.</summary>
internal sealed record ToolRun(int ExitCode, byte[] Bytes, string Errors)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<ToolRun> OfAsync(params string[] arguments) => OfAsync(TimeProvider.System, arguments);

    public static async Task<ToolRun> OfAsync(TwoFakes vendors, params string[] arguments)
    {
        using var folder = new TempFolder();
        return await OfAsync(TimeProvider.System, [.. arguments, "--config", Configuration(vendors, folder)]);
    }

    public static async Task<ToolRun> OfAsync(TimeProvider time, params string[] arguments)
    {
        using var output = new MemoryStream();
        await using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await Tool.RunAsync(arguments, new ToolStreams(output, errors, IsOutputTerminal: false, IsErrorsTerminal: false, Width: 80), time, CancellationToken.None);
        return new ToolRun(exitCode, output.ToArray(), errors.ToString());
    }

    /// <summary>A file for <c>--config</c> that leads to the fakes.</summary>
    public static string Configuration(TwoFakes vendors, TempFolder folder)
    {
        var settings = vendors.Environment.ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => s.Value, StringComparer.Ordinal);
        File.WriteAllText(folder["config.json"], JsonSerializer.Serialize(settings));
        return folder["config.json"];
    }

    /// <summary>It ended well and had nothing to say beside its data.</summary>
    public ToolRun MustSucceed()
    {
        (ExitCode, Errors).Should().Be((0, ""));
        return this;
    }

    /// <summary>It ended well, whatever it had to say beside its data.</summary>
    public ToolRun MustEndWell()
    {
        ExitCode.Should().Be(0, Errors);
        return this;
    }
}
