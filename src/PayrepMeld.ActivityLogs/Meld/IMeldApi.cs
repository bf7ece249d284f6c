using PayrepMeld.ActivityLogs.Http;
using Refit;

namespace PayrepMeld.ActivityLogs;

/// <summary>
/// Meld's endpoint as it is: for what <see cref="IActivityLogClient"/> does not cover. Authentication and retries are handled here, too;
/// paging is not. Meld calls the endpoint beta: its behaviour may change.
/// </summary>
public interface IMeldApi
{
    /// <summary>Searches the activity log: one page, most recent first. A null parameter is not sent; texts go out exactly as they are.</summary>
    /// <param name="start">Start of the range, ISO 8601 date and time in the same zone as <paramref name="end"/>, such as <c>2021-02-15T10:30:00.000Z</c>.</param>
    /// <param name="end">End of the range, likewise.</param>
    /// <param name="actions">Comma-separated actions to include.</param>
    /// <param name="requestId">Only activity that occurred during this request.</param>
    /// <param name="customerId">Only activity for this customer; not together with <paramref name="externalCustomerId"/>.</param>
    /// <param name="externalCustomerId">Only activity for this customer, by your own id.</param>
    /// <param name="connectionIds">Comma-separated connections to include.</param>
    /// <param name="financialAccountIds">Comma-separated financial accounts to include.</param>
    /// <param name="eventType">Only activity for this event type.</param>
    /// <param name="before">Only activity before (newer than) this key; not together with <paramref name="after"/>.</param>
    /// <param name="after">Only activity after (older than) this key.</param>
    /// <param name="limit">The most rows to return, 1 to 100; the vendor's default is 10.</param>
    /// <param name="includeRaw">Whether entries keep a copy of their row's bytes.</param>
    /// <param name="cancellationToken">Ends the call promptly.</param>
    /// <returns>The rows in the vendor's order, duplicates and all.</returns>
    /// <exception cref="ActivityLogException">The vendor refused, failed or answered nonsense: see <see cref="ActivityLogErrorKind"/>.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="start"/> or <paramref name="end"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [Get("/activity-log")]
    Task<MeldActivityPage> SearchActivityLogAsync(
        [Query, AliasAs("start")] string start,
        [Query, AliasAs("end")] string end,
        [Query, AliasAs("actions")] string? actions = null,
        [Query, AliasAs("requestId")] string? requestId = null,
        [Query, AliasAs("customerId")] string? customerId = null,
        [Query, AliasAs("externalCustomerId")] string? externalCustomerId = null,
        [Query, AliasAs("connectionIds")] string? connectionIds = null,
        [Query, AliasAs("financialAccountIds")] string? financialAccountIds = null,
        [Query, AliasAs("eventType")] string? eventType = null,
        [Query, AliasAs("before")] string? before = null,
        [Query, AliasAs("after")] string? after = null,
        [Query, AliasAs("limit")] string? limit = null,
        [Property(RequestProperties.IncludeRawKey)] bool includeRaw = false,
        CancellationToken cancellationToken = default);
}
