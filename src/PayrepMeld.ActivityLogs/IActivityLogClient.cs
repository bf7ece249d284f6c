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
    /// <param name="resumeFrom">A <see cref="ActivityLogPage.Next"/> of an earlier read with the same query and client, or null to begin at the newest.</param>
    /// <param name="cancellationToken">Ends the read with an <see cref="OperationCanceledException"/>, promptly, wherever it waits.</param>
    /// <returns>A sequence that asks for nothing before it is enumerated. Its last page, and only that, has no <see cref="ActivityLogPage.Next"/>, unless <see cref="ActivityLogQuery.MaxEntries"/> ended it.</returns>
    /// <exception cref="ArgumentException">The query contradicts itself, or <paramref name="resumeFrom"/> belongs to another vendor, account or query; thrown at the call.</exception>
    /// <exception cref="ActivityLogException">While enumerating: the vendor refused, failed or answered nonsense, see <see cref="ActivityLogException.Kind"/>.</exception>
    IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null, CancellationToken cancellationToken = default);
}
