namespace PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;

/// <summary>A fact whose sample must heed SIGINT: skipped where the sample would inherit from the tests that SIGINT is ignored.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CtrlCFactAttribute : FactAttribute
{
    public CtrlCFactAttribute(bool readsProc = false) => Skip = readsProc && !OperatingSystem.IsLinux() ? "It reads /proc." : Sigint.WhyIgnored;
}
