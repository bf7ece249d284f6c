namespace PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

/// <summary>A fact that needs a terminal: skipped where there is no <c>script</c> to make one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PtyFactAttribute : FactAttribute
{
    public PtyFactAttribute() => Skip = WhyNot;

    /// <summary>Why there is no terminal; null if there is.</summary>
    public static string? WhyNot => OperatingSystem.IsLinux() && File.Exists("/usr/bin/script") ? null : "A terminal is made with script of util-linux (Debian: bsdutils), which is only on Linux.";
}

/// <summary>A theory that needs a terminal, likewise.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PtyTheoryAttribute : TheoryAttribute
{
    public PtyTheoryAttribute() => Skip = PtyFactAttribute.WhyNot;
}
