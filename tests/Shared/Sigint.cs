using System.Diagnostics;
using System.Globalization;

namespace PayrepMeld.ActivityLogs.Tests.Shared;

/// <summary>
/// A shell without job control starts what runs in the background with SIGINT ignored, and whatever is started from there inherits that, so that Ctrl-C
/// would do nothing. Programs are started through <c>env</c>, which puts it right; <c>env</c> knows how to from GNU coreutils 8.31 on.
/// </summary>
internal static class Sigint
{
    private const string MakeItDefault = "--default-signal=INT";

    private static readonly Lazy<bool> CanMakeItDefault = new(EnvKnowsHow);

    /// <summary>Why a process that the tests start would not heed SIGINT; null if it does.</summary>
    public static string? WhyIgnored => CanMakeItDefault.Value || !IsIgnored(StatusOfThisProcess())
        ? null
        : "These tests were started with SIGINT ignored, and there is no env that can undo it (GNU coreutils 8.31).";

    /// <summary>The command that runs a program with SIGINT at its default, where that is possible. It becomes that program: the process id is the same.</summary>
    public static ProcessStartInfo Default(string program, params IEnumerable<string> arguments) =>
        CanMakeItDefault.Value ? new("env", [MakeItDefault, program, .. arguments]) : new(program, arguments);

    /// <summary>Bit 1 of the mask of ignored signals is signal 2.</summary>
    public static bool IsIgnored(IEnumerable<string> status) => status
        .Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
        .Any(line => (ulong.Parse(line["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0b10) != 0);

    private static string[] StatusOfThisProcess() => File.Exists("/proc/self/status") ? File.ReadAllLines("/proc/self/status") : [];

    private static bool EnvKnowsHow()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        using var env = Process.Start(new ProcessStartInfo("env", [MakeItDefault, "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
        env.StandardError.ReadToEnd();
        env.WaitForExit();
        return env.ExitCode == 0;
    }
}
