namespace PayrepMeld.ActivityLogs.Cli.Tests.Docs;

/// <summary>A theory that runs what the docs show, in a shell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DocumentedTheoryAttribute : TheoryAttribute
{
    public DocumentedTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? Sigint.WhyIgnored : "The examples are run by bash, with timeout of GNU coreutils.";
}
