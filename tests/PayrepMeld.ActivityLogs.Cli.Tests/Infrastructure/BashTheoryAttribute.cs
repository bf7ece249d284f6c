namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A theory that has bash read a command line, likewise.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = new BashFactAttribute().Skip;
}
