namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A fact that looks at a page in Debian's Chromium: skipped where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Path = "/usr/bin/chromium";

    public ChromiumFactAttribute() => Skip = File.Exists(Path) ? null : $"There is no {Path}: install the package chromium.";
}
