using PayrepMeld.ActivityLogs.WireMock.Tests.Server;

namespace PayrepMeld.ActivityLogs.WireMock.Tests;

/// <summary>A fact about the real WireMock server: reported as skipped, with the reason, where the server cannot be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WireMockFactAttribute : FactAttribute
{
    public WireMockFactAttribute() => Skip = Needs.Missing;
}

/// <inheritdoc cref="WireMockFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WireMockTheoryAttribute : TheoryAttribute
{
    public WireMockTheoryAttribute() => Skip = Needs.Missing;
}
