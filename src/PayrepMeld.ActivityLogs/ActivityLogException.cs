namespace PayrepMeld.ActivityLogs;

/// <summary>
/// The one error type of this library. <see cref="Kind"/> says what a caller can do; the other members are the facts. It holds
/// no request, no header and no secret, so it can be logged whole.
/// </summary>
/// <remarks>
/// Cancellation is not an error: it comes out as <see cref="OperationCanceledException"/>. Arguments that contradict each other
/// are <see cref="ArgumentException"/>s, made before anything is sent.
/// </remarks>
public sealed class ActivityLogException : Exception
{
    /// <summary>Creates an error. Public so that tests of calling code can make one.</summary>
    /// <param name="kind">What a caller can do about it.</param>
    /// <param name="vendor">The vendor it came from.</param>
    /// <param name="message">What happened, in a sentence, without secrets.</param>
    /// <param name="innerException">The transport error behind it, if there is one.</param>
    public ActivityLogException(ActivityLogErrorKind kind, ActivityLogVendor vendor, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Vendor = vendor;
    }

    /// <summary>What a caller can do about it.</summary>
    public ActivityLogErrorKind Kind { get; }

    /// <summary>The vendor it came from.</summary>
    public ActivityLogVendor Vendor { get; }

    /// <summary>How many requests were sent for this call, retries and replays included; 0 when none was (an open circuit breaker, a latched login).</summary>
    public int Attempts { get; init; }

    /// <summary>The HTTP status of the last answer, 100 to 599, or null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The vendor's own code: Payrep's <c>response_code</c> such as <c>42</c>, or Meld's <c>code</c>; null when it sent none.</summary>
    public string? VendorCode { get; init; }

    /// <summary>The vendor's request id for its support: Meld's <c>requestId</c>, what Payrep's <c>message</c> carries with code 99, or else an <c>X-Request-Id</c> header; null when it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// How long to wait, from the moment the error was made: what the vendor asked for, or what is left of the pause that the gate keeps after
    /// HTTP 429 (its own backoff where the vendor named no usable wait) or of the open circuit breaker's; null when none of them says.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The body was above <see cref="ActivityLogResilienceOptions.MaxResponseBytes"/>: the paging loop asks for a smaller page.</summary>
    internal bool IsOversize { get; init; }
}
