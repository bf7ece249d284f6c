namespace PayrepMeld.ActivityLogs.WireMock.Tests.Proofs;

/// <summary>What must come of a situation: what the SDK asks, and what the reader gets.</summary>
internal sealed record Proof(ActivityLogVendor Vendor, params IReadOnlyList<ExpectedRequest> Requests)
{
    /// <summary>A situation that is loaded as well.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>Whether Payrep is reached by email and password, not by a token.</summary>
    public bool LogsIn { get; init; }

    /// <summary>The ids delivered.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>How the read fails; null where it comes to its end.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The least time the SDK waits between its requests.</summary>
    public TimeSpan Waits { get; init; }
}

/// <summary>The facts an error must carry.</summary>
internal sealed record Failure(ActivityLogErrorKind Kind, int StatusCode, string? VendorCode = null, string? RequestId = null);
