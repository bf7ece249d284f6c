namespace PayrepMeld.ActivityLogs.Tests.Shared;

/// <summary>A fact whose program must heed SIGINT: skipped where the program would inherit from the tests that SIGINT is ignored.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CtrlCFactAttribute : FactAttribute
{
    public CtrlCFactAttribute(bool readsProc = false) => Skip = readsProc && !OperatingSystem.IsLinux() ? "It reads /proc." : Sigint.WhyIgnored;
}
