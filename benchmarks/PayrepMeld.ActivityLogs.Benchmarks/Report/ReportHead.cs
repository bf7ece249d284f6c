using System.Globalization;
using System.Reflection;
using System.Runtime;
using System.Runtime.InteropServices;

namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>Where and with what it was measured.</summary>
internal static class ReportHead
{
#if USE_REFIT
    private const string Flavour = "Refit";
#else
    private const string Flavour = "default";
#endif

    public static string Of(Plan plan)
    {
        var sdk = VersionOf(typeof(IActivityLogClient));
        var table = new MarkdownTable("", "");
        table.Add("measured", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            + (plan.IsQuick ? ", **quick**: fewer repetitions, smaller streams; the figures of record come from a full run" : ", full run"));
        table.Add("machine", string.Create(CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} cores, {Memory() / 1024.0 / 1024 / 1024:0.0} GiB, {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})"));
        table.Add("runtime", $"{RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC");
        table.Add("this SDK", $"{Split(sdk).Version}, flavour {Flavour}, commit {Split(sdk).Commit}");
        table.Add("packages", string.Join(", ", Packages()));
        return table.ToString();
    }

    private static IEnumerable<string> Packages()
    {
        yield return "BenchmarkDotNet " + Split(VersionOf(typeof(BenchmarkDotNet.Running.BenchmarkRunner))).Version;
        yield return "Polly.Core " + Split(VersionOf(typeof(Polly.ResiliencePipeline))).Version;
        yield return "RestSharp " + Split(VersionOf(typeof(RestSharp.RestClient))).Version;
        yield return "RestEase " + Split(VersionOf(typeof(RestEase.RestClient))).Version;
        yield return "Newtonsoft.Json " + Split(VersionOf(typeof(Newtonsoft.Json.JsonConvert))).Version;
#if USE_REFIT
        yield return "Refit " + Split(VersionOf(typeof(Refit.RestService))).Version;
#endif
    }

    private static string VersionOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static (string Version, string Commit) Split(string version) =>
        version.Split('+', 2) is [var number, var commit] ? (number, commit[..Math.Min(commit.Length, 12)]) : (version, "unknown");

    private static string Processor() => LineOf("/proc/cpuinfo", "model name") ?? "unknown processor";

    private static long Memory() => LineOf("/proc/meminfo", "MemTotal") is { } line && long.TryParse(line.Split(' ')[0], CultureInfo.InvariantCulture, out var kibibytes)
        ? kibibytes * 1024
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static string? LineOf(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
