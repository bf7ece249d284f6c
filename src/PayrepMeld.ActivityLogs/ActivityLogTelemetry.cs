namespace PayrepMeld.ActivityLogs;

/// <summary>
/// The names of every trace, metric and log category of this library, as an application switches them on by. Names and tags are stable: a change of one is
/// marked as breaking. What each means, and when it is emitted, stands in docs/observability.md.
/// </summary>
/// <remarks>No tag holds a secret, a customer's id, an account or a query string, and each has few values.</remarks>
public static class ActivityLogTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>: <c>PayrepMeld.ActivityLogs</c>.</summary>
    public const string ActivitySourceName = "PayrepMeld.ActivityLogs";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>: <c>PayrepMeld.ActivityLogs</c>.</summary>
    public const string MeterName = "PayrepMeld.ActivityLogs";

    /// <summary>The category of every line logged: <c>PayrepMeld.ActivityLogs</c>. Their ids are <see cref="ActivityLogEventIds"/>.</summary>
    public const string LoggerCategory = "PayrepMeld.ActivityLogs";

    /// <summary>The span of one call with all its attempts and waits, of kind client.</summary>
    public const string CallSpan = "activitylogs.call";

    /// <summary>Counter, <c>{request}</c>: requests sent, retries, logins and refreshes included.</summary>
    public const string RequestsInstrument = "activitylogs.requests";

    /// <summary>Histogram, seconds: the time of one request, its body included.</summary>
    public const string RequestDurationInstrument = "activitylogs.request.duration";

    /// <summary>Counter, <c>{retry}</c>: requests repeated after a failure.</summary>
    public const string RetriesInstrument = "activitylogs.retries";

    /// <summary>Histogram, seconds: the pauses a vendor asked for with HTTP 429.</summary>
    public const string ThrottleWaitInstrument = "activitylogs.throttle.wait";

    /// <summary>Counter, <c>{renewal}</c>: access tokens renewed.</summary>
    public const string TokenRenewalsInstrument = "activitylogs.token.renewals";

    /// <summary>Counter, <c>{page}</c>: pages read that had something to deliver, or moved the read on.</summary>
    public const string PagesInstrument = "activitylogs.pages";

    /// <summary>Histogram, seconds: the time from asking for a page to having its rows, all attempts and waits included.</summary>
    public const string PageDurationInstrument = "activitylogs.page.duration";

    /// <summary>Counter, <c>{entry}</c>: entries delivered.</summary>
    public const string EntriesInstrument = "activitylogs.entries";

    /// <summary>Counter, <c>{row}</c>: rows that could not be read.</summary>
    public const string UnreadableRowsInstrument = "activitylogs.rows.unreadable";

    /// <summary>Histogram, seconds: how old an entry is when <see cref="IActivityLogClient.FollowAsync"/> hands it out, by this machine's clock; never below zero.</summary>
    public const string FollowLagInstrument = "activitylogs.follow.lag";

    /// <summary>The tag with the vendor: <c>Payrep</c> or <c>Meld</c>. On everything.</summary>
    public const string VendorTag = "activitylogs.vendor";

    /// <summary>The tag with how many requests the call has sent so far, on spans.</summary>
    public const string AttemptsTag = "activitylogs.attempts";

    /// <summary>The tag with the HTTP method, on spans; OpenTelemetry's name.</summary>
    public const string HttpRequestMethodTag = "http.request.method";

    /// <summary>The tag with the HTTP status of the answer, or of a call's last answer, absent where there was none; OpenTelemetry's name.</summary>
    public const string HttpResponseStatusCodeTag = "http.response.status_code";

    /// <summary>The tag with the path without its query, on spans: one of the vendor's fixed ones under the base address; OpenTelemetry's name.</summary>
    public const string UrlPathTag = "url.path";

    /// <summary>
    /// The tag that only what failed has; OpenTelemetry's name. The HTTP status as text; for an answer of a 2xx status that is an error, a name of
    /// <see cref="ActivityLogErrorKind"/>; where no answer came, the full name of the exception's type.
    /// </summary>
    public const string ErrorTypeTag = "error.type";
}
