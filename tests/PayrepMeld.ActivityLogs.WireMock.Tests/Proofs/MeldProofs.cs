using PayrepMeld.ActivityLogs.Testing;
using static PayrepMeld.ActivityLogs.WireMock.Tests.Proofs.ExpectedRequest;

namespace PayrepMeld.ActivityLogs.WireMock.Tests.Proofs;

internal static class MeldProofs
{
    // Keys with what a query must escape.
    private static readonly string[] Keys =
    [
        "MTc0NTgzMTY0NTQ4MA+x1/A==", "MTc0NTgzMTYzODEwMg+x2/Q==", "MTc0NTgzMTYzODEwMg+x3/g==", "MTc0NTc3MDgxMTAwMA+x4/w==", "MTc0NTY1MDk2NDkwMA+x5/A==",
    ];

    public static IReadOnlyDictionary<string, Proof> All { get; } = new Dictionary<string, Proof>(StringComparer.Ordinal)
    {
        [WireMockSituation.MeldPaging] = Of(Search(), Search("MTc0NTgzMTYzODEwMg%2Bx2%2FQ%3D%3D"), Search("MTc0NTc3MDgxMTAwMA%2Bx4%2Fw%3D%3D")) with { Ids = Ids(5) },
        [WireMockSituation.MeldEmpty] = Of(Search()),
        [WireMockSituation.MeldError] = Of(Search()) with { Failure = new(ActivityLogErrorKind.Invalid, 400, "BAD_REQUEST", "req_0d6b2f8ea4c71953") },
        [WireMockSituation.MeldExpiredKey] = Of(Search()) with { Failure = new(ActivityLogErrorKind.Unauthorized, 401, "UNAUTHORIZED", "req_7c15e9a03bd8f264") },
        [WireMockSituation.MeldThrottled] = Of(Search(), Search()) with { Ids = Ids(1), Waits = TimeSpan.FromSeconds(1) },
        [WireMockSituation.MeldOutage] = Of(Search(), Search(), Search()) with { Ids = Ids(1), Waits = TimeSpan.FromMilliseconds(750) },
        [WireMockSituation.MeldMalformed] = Of(Search(), Search(), Search(), Search()) with { Failure = new(ActivityLogErrorKind.Protocol, 200) },
    };

    /// <summary>The keys of the newest rows.</summary>
    public static IReadOnlyList<string> Ids(int count) => Keys[..count];

    private static Proof Of(params IReadOnlyList<ExpectedRequest> requests) => new(ActivityLogVendor.Meld, requests);
}
