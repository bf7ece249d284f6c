namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A theory that looks at a page, likewise.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = new ChromiumFactAttribute().Skip;
}
