using System.Security.Cryptography.X509Certificates;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>What a fault test may set before the harness starts; each vendor has five rows unless told otherwise.</summary>
internal sealed class FaultSetup
{
    public int Rows { get; set; } = 5;

    public Action<FakePayrepOptions>? Payrep { get; set; }

    public Action<FakeMeldOptions>? Meld { get; set; }

    /// <summary>The SDK's options, after the harness has set addresses and credentials.</summary>
    public Action<ActivityLogClientsOptions>? Options { get; set; }

    /// <summary>The resilience options of both vendors.</summary>
    public Action<ActivityLogResilienceOptions>? Resilience { get; set; }

    public Action<ActivityLogClientsBuilder>? Builder { get; set; }

    /// <summary>The certificate both fakes show; null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Answers without sockets, for thousands of requests.</summary>
    public bool InMemory { get; set; }

    /// <summary>Payrep with e-mail and password instead of a token that is never renewed.</summary>
    public bool PayrepLogsIn { get; set; }
}
