namespace PayrepMeld.ActivityLogs.Http;

/// <summary>What to do about an answer.</summary>
internal enum VerdictAction
{
    Success,

    /// <summary>The credentials have run out: renew them and replay the request, once.</summary>
    Renew,

    Retry,

    RetryOnce,

    /// <summary>The vendor asks for fewer requests: close the gate.</summary>
    Throttled,

    Refused,
}

/// <summary>What an answer means, and the facts an error is made of. The one place that knows HTTP statuses and vendors' codes.</summary>
/// <param name="Action">What to do about it.</param>
/// <param name="Kind">The error it becomes when nothing more is done; without meaning for <see cref="VerdictAction.Success"/>.</param>
/// <param name="VendorCode">The vendor's own code.</param>
/// <param name="VendorMessage">The vendor's own words.</param>
/// <param name="RequestId">The vendor's request id.</param>
internal readonly partial record struct Verdict(
    VerdictAction Action,
    ActivityLogErrorKind Kind,
    string? VendorCode = null,
    string? VendorMessage = null,
    string? RequestId = null);
