using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Payrep;
using Refit;

namespace PayrepMeld.ActivityLogs;

/// <summary>
/// Payrep MFB's endpoints as they are, one call each: for what <see cref="IActivityLogClient"/> does not cover. Authentication, retries
/// and the errors inside HTTP 200 are handled here, too; paging is not.
/// </summary>
public interface IPayrepApi
{
    /// <summary>Logs a dashboard user in. Sent without a token, and repeated only if no connection was made.</summary>
    /// <param name="request">Email and password.</param>
    /// <param name="cancellationToken">Ends the call promptly.</param>
    /// <returns>The tokens and the user.</returns>
    /// <exception cref="ActivityLogException"><see cref="ActivityLogErrorKind.Unauthorized"/>: bad credentials (code 41); otherwise as <see cref="ActivityLogErrorKind"/> says.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [Post(PayrepPaths.Login)]
    Task<PayrepSession> LoginAsync([Body] PayrepLoginRequest request, CancellationToken cancellationToken = default);

    /// <summary>Exchanges a refresh token for a new access token. Sent without a token, and repeated only if no connection was made.</summary>
    /// <param name="request">The refresh token.</param>
    /// <param name="cancellationToken">Ends the call promptly.</param>
    /// <returns>The new access token; the refresh token stays as it was.</returns>
    /// <exception cref="ActivityLogException"><see cref="ActivityLogErrorKind.Unauthorized"/>: the refresh token is refused; otherwise as <see cref="ActivityLogErrorKind"/> says.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [Post(PayrepPaths.Refresh)]
    Task<PayrepAccessToken> RefreshAsync([Body] PayrepRefreshRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks what a token is and until when it holds. Our own token, which the question is sent with, is not renewed here: the refusal is taken to be of the one asked about.</summary>
    /// <param name="request">The token.</param>
    /// <param name="cancellationToken">Ends the call promptly.</param>
    /// <returns>What the vendor says of it.</returns>
    /// <exception cref="ActivityLogException"><see cref="ActivityLogErrorKind.Unauthorized"/>: the token is not valid; otherwise as <see cref="ActivityLogErrorKind"/> says.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [Post(PayrepPaths.Verify)]
    Task<PayrepTokenInfo> VerifyAsync([Body] PayrepVerifyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Fetches one page of the activity log.</summary>
    /// <param name="request">Filters, dates, page size and cursor, all optional.</param>
    /// <param name="includeRaw">Whether entries keep a copy of their row's bytes.</param>
    /// <param name="cancellationToken">Ends the call promptly.</param>
    /// <returns>The rows in the vendor's order, duplicates and all.</returns>
    /// <exception cref="ActivityLogException">See <see cref="ActivityLogErrorKind"/>.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [Post(PayrepPaths.ActivityLogs)]
    Task<PayrepActivityPage> FetchActivityLogsAsync([Body] PayrepFetchRequest request, [Property(RequestProperties.IncludeRawKey)] bool includeRaw = false, CancellationToken cancellationToken = default);

    /// <summary>Fetches one page of the audit log (what dashboard users did), 20 rows unless asked otherwise.</summary>
    /// <param name="request">Filters, dates, page size and cursor, all optional.</param>
    /// <param name="cancellationToken">Ends the call promptly.</param>
    /// <returns>The rows in the vendor's order.</returns>
    /// <exception cref="ActivityLogException">See <see cref="ActivityLogErrorKind"/>.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    [Post(PayrepPaths.AuditLogs)]
    Task<PayrepAuditPage> FetchAuditLogsAsync([Body] PayrepFetchRequest request, CancellationToken cancellationToken = default);
}
