namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A fact that has bash read a command line: skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute() => Skip = File.Exists("/bin/bash") ? null : "There is no /bin/bash.";
}
