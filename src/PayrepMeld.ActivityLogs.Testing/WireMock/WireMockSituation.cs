namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// The names of the situations that <see cref="WireMockStubs"/> has stubs for; each is also the folder its files are written to. Load one of a vendor at a
/// time: two answer the same requests. Payrep's expect <see cref="WireMockStubs.PayrepToken"/> and Meld's <see cref="WireMockStubs.MeldApiKey"/> unless they say otherwise.
/// Rows lie between 26 and 28 April 2025.
/// </summary>
public static class WireMockSituation
{
    /// <summary>Five rows in pages of two, two and one, then the empty page that ends a log of Payrep's. A scenario: each page is served once, in order, to its exact cursor; then it begins again.</summary>
    public const string PayrepPaging = "payrep/paging";

    /// <summary>A log of Payrep's without rows.</summary>
    public const string PayrepEmpty = "payrep/empty";

    /// <summary>HTTP 200 with code 43 (insufficient permissions) and no rows: <see cref="ActivityLogErrorKind.Unauthorized"/>, not retried.</summary>
    public const string PayrepErrorInsideHttp200 = "payrep/error-inside-http-200";

    /// <summary>
    /// A login with <see cref="WireMockStubs.PayrepEmail"/> and <see cref="WireMockStubs.PayrepPassword"/>, a first page, then code 42 in place of the second, a
    /// refresh, and the second page by the new token: four rows in all.
    /// </summary>
    public const string PayrepExpiredToken = "payrep/expired-token";

    /// <summary>HTTP 429 with <c>Retry-After: 1</c>, then a log of one row. A scenario: reset it to be throttled again.</summary>
    public const string PayrepThrottled = "payrep/throttled";

    /// <summary>HTTP 503 with a gateway's HTML twice, then a log of one row. A scenario: reset it for another outage.</summary>
    public const string PayrepOutage = "payrep/outage";

    /// <summary>HTTP 200 with JSON that ends in the middle of a row, every time: <see cref="ActivityLogErrorKind.Protocol"/> after the retries.</summary>
    public const string PayrepMalformed = "payrep/malformed";

    /// <summary>
    /// A login with <see cref="WireMockStubs.PayrepEmail"/> and <see cref="WireMockStubs.PayrepPassword"/> that gives <see cref="WireMockStubs.PayrepToken"/>: beside
    /// any other situation of Payrep's but <see cref="PayrepExpiredToken"/>, which has a login of its own.
    /// </summary>
    public const string PayrepLogin = "payrep/login";

    /// <summary>Five rows in pages of two, two and one, the last saying that nothing remains. A scenario: each page is served once, in order, to its exact <c>after</c>; then it begins again.</summary>
    public const string MeldPaging = "meld/paging";

    /// <summary>A log of Meld's without rows.</summary>
    public const string MeldEmpty = "meld/empty";

    /// <summary>HTTP 400 with Meld's error object: <see cref="ActivityLogErrorKind.Invalid"/>. Meld puts no error inside HTTP 200.</summary>
    public const string MeldError = "meld/error";

    /// <summary>HTTP 401 with Meld's error object, to the key that otherwise works: <see cref="ActivityLogErrorKind.Unauthorized"/>. A key cannot be renewed.</summary>
    public const string MeldExpiredKey = "meld/expired-key";

    /// <summary>HTTP 429 with <c>Retry-After: 1</c>, then a log of one row. A scenario: reset it to be throttled again.</summary>
    public const string MeldThrottled = "meld/throttled";

    /// <summary>HTTP 503 with a gateway's HTML twice, then a log of one row. A scenario: reset it for another outage.</summary>
    public const string MeldOutage = "meld/outage";

    /// <summary>HTTP 200 with JSON that ends in the middle of a row, every time: <see cref="ActivityLogErrorKind.Protocol"/> after the retries.</summary>
    public const string MeldMalformed = "meld/malformed";
}
