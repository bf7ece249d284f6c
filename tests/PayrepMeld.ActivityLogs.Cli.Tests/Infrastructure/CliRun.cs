using System.Diagnostics;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>The built tool run to its end as a process, its output through a pipe.</summary>
internal sealed record CliRun(int ExitCode, byte[] Bytes, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Output => Encoding.UTF8.GetString(Bytes);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CliRun> OfAsync(TwoFakes vendors, params string[] arguments) => OfAsync(vendors.Environment, arguments);

    public static Task<CliRun> OfAsync(params string[] arguments) => OfAsync([], arguments);

    public static async Task<CliRun> OfAsync(IEnumerable<(string Key, string Value)> environment, params string[] arguments)
    {
        using var process = Process.Start(ProgramProcess.StartInfo("activitylogs", environment, arguments))!;
        using var bytes = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardOutput.BaseStream.CopyToAsync(bytes).WaitAsync(Patience, TimeProvider.System);
            await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        }
        catch
        {
            process.Kill();
            throw;
        }

        return new CliRun(process.ExitCode, bytes.ToArray(), await errors);
    }

    /// <summary>It ended well and had nothing to say beside its data.</summary>
    public CliRun MustSucceed()
    {
        (ExitCode, Errors).Should().Be((0, ""));
        return this;
    }
}
