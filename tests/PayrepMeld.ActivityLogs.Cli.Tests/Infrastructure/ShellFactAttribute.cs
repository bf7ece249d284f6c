namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A fact that needs a shell: skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Skip = folders.Any(folder => File.Exists(Path.Combine(folder, shell))) ? null : $"{shell} is not installed.";
    }
}
