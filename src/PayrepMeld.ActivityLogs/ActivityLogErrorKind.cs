namespace PayrepMeld.ActivityLogs;

/// <summary>What a caller can do about an <see cref="ActivityLogException"/>.</summary>
public enum ActivityLogErrorKind
{
    /// <summary>
    /// The request itself is wrong (HTTP 400 or 422 and other 4xx; Payrep codes 01, 02 and 50): change it. Also a resume
    /// cursor the vendor no longer accepts.
    /// </summary>
    Invalid = 0,

    /// <summary>
    /// The credentials were refused (HTTP 401 or 403; Payrep codes 41, 42 after renewal, and 43; a login by configured credentials also
    /// with HTTP 400 or 422, or codes 01, 02 or 50): change them. Never retried, so that an account is not locked.
    /// </summary>
    Unauthorized = 1,

    /// <summary>
    /// The vendor asks for fewer requests (HTTP 429), and the wait it names is longer than this call may take, or it went on asking
    /// after the configured retries: try again after <see cref="ActivityLogException.RetryAfter"/>.
    /// </summary>
    Throttled = 2,

    /// <summary>
    /// The vendor could not be reached or could not answer (transport errors, time-outs, HTTP 408 and 5xx; Payrep codes 80,
    /// 83 and 99), also after the configured retries, or the circuit breaker is open: try again later.
    /// </summary>
    Unavailable = 3,

    /// <summary>
    /// The vendor answered what its documentation does not describe (a redirect, HTML, broken JSON, an unknown code, a cursor
    /// that does not move, a body above the cap): report it.
    /// </summary>
    Protocol = 4,
}
