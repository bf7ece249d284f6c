namespace PayrepMeld.ActivityLogs;

/// <summary>
/// Reads activity logs, of one vendor or of both merged, newest first. Get one from dependency injection:
/// see <see cref="ActivityLogServiceCollectionExtensions"/>. Safe for use by many threads at once.
/// </summary>
public interface IActivityLogClient
{
    /// <summary>Reads entry by entry, newest first: every matching row that stays visible while this runs, and none twice.</summary>
    /// <param name="query">What to read; null for everything.</param>
    /// <param name="cancellationToken">Ends the read with an <see cref="OperationCanceledException"/>, promptly, wherever it waits.</param>
    /// <returns>
    /// A sequence that asks for nothing before it is enumerated; each enumeration is a new read. Rows written while it runs may or may not appear.
    /// Unreadable rows are logged and counted: use <see cref="ReadPagesAsync"/> to see them.
    /// </returns>
    /// <exception cref="ArgumentException">The query contradicts itself; thrown at the call. The message names the property.</exception>
    /// <exception cref="ActivityLogException">While enumerating: the vendor refused, failed or answered nonsense, see <see cref="ActivityLogException.Kind"/>.</exception>
    IAsyncEnumerable<ActivityLogEntry> ReadEntriesAsync(ActivityLogQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Reads page by page, with a cursor to resume after each.</summary>
    /// <param name="query">What to read; null for everything.</param>
    /// <param name="resumeFrom">A <see cref="ActivityLogPage.Next"/> of an earlier read with the same query and client, or null to begin at the newest. The query's range and filters
    /// must be the same as then: a <see cref="ActivityLogQuery.From"/> relative to now moves, so fix it, or store it with the cursor.</param>
    /// <param name="cancellationToken">Ends the read with an <see cref="OperationCanceledException"/>, promptly, wherever it waits.</param>
    /// <returns>A sequence that asks for nothing before it is enumerated. Its last page, and only that, has no <see cref="ActivityLogPage.Next"/>, unless <see cref="ActivityLogQuery.MaxEntries"/> ended it.</returns>
    /// <exception cref="ArgumentException">The query contradicts itself, or <paramref name="resumeFrom"/> belongs to another vendor, account or query; thrown at the call.</exception>
    /// <exception cref="ActivityLogException">While enumerating: the vendor refused, failed or answered nonsense, see <see cref="ActivityLogException.Kind"/>.</exception>
    IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null, CancellationToken cancellationToken = default);

    /// <summary>Delivers entries oldest first, and goes on polling for new ones: each row once, also one that a vendor shows late, within <see cref="FollowOptions.Overlap"/>.</summary>
    /// <param name="query">
    /// What to follow; null for everything. <see cref="ActivityLogQuery.From"/> is where to begin, inclusive; null for "from now on": what the first successful poll of a vendor shows is
    /// known, judged by the vendor's rows and not by this machine's clock. <see cref="ActivityLogQuery.To"/> must be null. <see cref="ActivityLogQuery.MaxEntries"/> ends the sequence;
    /// <see cref="ActivityLogQuery.MaxConcurrency"/> has no effect.
    /// </param>
    /// <param name="options">How to poll, and a position to resume from and to save; null for the defaults.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>, promptly, wherever it waits.</param>
    /// <returns>
    /// A sequence without an end, that asks for nothing before it is enumerated; each enumeration begins anew. With two vendors, what they show is merged; one that fails or does not answer
    /// is not waited for, and its entries come when it is back. Unreadable rows are logged and counted once.
    /// </returns>
    /// <exception cref="ArgumentException">The query contradicts itself or has a <see cref="ActivityLogQuery.To"/>, or <see cref="FollowOptions.ResumeFrom"/> belongs to another vendor, account or filters; thrown at the call.</exception>
    /// <exception cref="ActivityLogException">
    /// While enumerating, and only what trying again cannot mend: <see cref="ActivityLogErrorKind.Invalid"/> and <see cref="ActivityLogErrorKind.Unauthorized"/> at once,
    /// <see cref="ActivityLogErrorKind.Protocol"/> after five in a row. All others are survived, see <see cref="FollowOptions.OnError"/>.
    /// </exception>
    IAsyncEnumerable<ActivityLogEntry> FollowAsync(ActivityLogQuery? query = null, FollowOptions? options = null, CancellationToken cancellationToken = default);
}
