using PayrepMeld.ActivityLogs.Testing;
using static PayrepMeld.ActivityLogs.WireMock.Tests.Proofs.ExpectedRequest;

namespace PayrepMeld.ActivityLogs.WireMock.Tests.Proofs;

internal static class PayrepProofs
{
    private const string FirstToken = "payrep-first-token";

    // The second and the third share their instant, on two sides of a page's edge.
    private static readonly (string CreatedAt, string Id)[] Rows =
    [
        ("2025-04-28T09:14:05.480Z", "8c6b0e0e-51f2-4a2a-9a8e-3f0f6c1d7a41"),
        ("2025-04-28T09:13:58.102Z", "5d0f7a6c-2b1e-4c5e-8f43-9b7f0a1e2c36"),
        ("2025-04-28T09:13:58.102Z", "2f9a4c1b-7d38-4e0a-b6c5-0d8e4f7a9b12"),
        ("2025-04-27T16:20:11Z", "b41e8d27-06c9-4f5b-a1d3-6e2c9f8b7054"),
        ("2025-04-26T07:02:44.900Z", "e7a3c5d9-4f80-4b16-92e7-1c0b8d6f5a23"),
    ];

    public static IReadOnlyDictionary<string, Proof> All { get; } = new Dictionary<string, Proof>(StringComparer.Ordinal)
    {
        [WireMockSituation.PayrepPaging] = Of(Fetch(), Fetch(Rows[1]), Fetch(Rows[3]), Fetch(Rows[4])) with { Ids = Ids(5) },
        [WireMockSituation.PayrepEmpty] = Of(Fetch()),
        [WireMockSituation.PayrepErrorInsideHttp200] = Of(Fetch()) with { Failure = new(ActivityLogErrorKind.Unauthorized, 200, "43") },
        [WireMockSituation.PayrepExpiredToken] = Of(
            Login(), Fetch(token: FirstToken), Fetch(Rows[1], FirstToken), Refresh(), Fetch(Rows[1]), Fetch(Rows[3])) with { LogsIn = true, Ids = Ids(4) },
        [WireMockSituation.PayrepThrottled] = Of(Fetch(), Fetch(), Fetch(Rows[0])) with { Ids = Ids(1), Waits = TimeSpan.FromSeconds(1) },
        [WireMockSituation.PayrepOutage] = Of(Fetch(), Fetch(), Fetch(), Fetch(Rows[0])) with { Ids = Ids(1), Waits = TimeSpan.FromMilliseconds(750) },
        [WireMockSituation.PayrepMalformed] = Of(Fetch(), Fetch(), Fetch(), Fetch()) with { Failure = new(ActivityLogErrorKind.Protocol, 200) },
        [WireMockSituation.PayrepLogin] = Of(Login(), Fetch()) with { LogsIn = true, Beside = [WireMockSituation.PayrepEmpty] },
    };

    /// <summary>The ids of the newest rows.</summary>
    public static IReadOnlyList<string> Ids(int count) => [.. Rows.Take(count).Select(row => row.Id)];

    private static Proof Of(params IReadOnlyList<ExpectedRequest> requests) => new(ActivityLogVendor.Payrep, requests);
}
