using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PayrepMeld.ActivityLogs.WireMock.Tests.Server;

/// <summary>What the WireMock server needs of the machine: Java, and the jar that npm brings.</summary>
internal static partial class Needs
{
    private const int LeastJava = 11;

    private static readonly string Packages = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "wiremock", "node_modules", "wiremock", "build"));
    private static readonly Lazy<string?> Reason = new(() => MissingJar() ?? MissingJava());

    /// <summary>Why the server cannot be started; null when it can.</summary>
    public static string? Missing => Reason.Value;

    public static string Jar => Jars().Single();

    private static string[] Jars() => Directory.Exists(Packages) ? Directory.GetFiles(Packages, "wiremock-standalone-*.jar") : [];

    private static string? MissingJar() => Jars().Length == 1 ? null : "The WireMock server is not there: run npm ci in tests/wiremock.";

    private static string? MissingJava()
    {
        try
        {
            using var java = Process.Start(new ProcessStartInfo("java", "--version") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = java.StandardOutput.ReadToEnd();
            java.WaitForExit();
            var version = Number().Match(output);
            return java.ExitCode == 0 && version.Success && int.Parse(version.Value, CultureInfo.InvariantCulture) >= LeastJava
                ? null
                : $"The WireMock server needs Java {LeastJava} or later, and the one on the PATH is older or does not start.";
        }
        catch (Win32Exception)
        {
            return $"The WireMock server needs Java {LeastJava} or later, and there is none on the PATH.";
        }
    }

    [GeneratedRegex(@"\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
