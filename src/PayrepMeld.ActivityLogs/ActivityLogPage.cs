namespace PayrepMeld.ActivityLogs;

/// <summary>
/// One step of a read: what one answer of the vendor held, or in a merged read up to
/// <see cref="ActivityLogQuery.PageSize"/> merged entries.
/// </summary>
/// <remarks>A page may be empty and still carry <see cref="Next"/>: everything in it was filtered out on the client. Only a null <see cref="Next"/> is the end.</remarks>
public sealed class ActivityLogPage
{
    /// <summary>Creates a page. Public so that tests of calling code can make one.</summary>
    /// <param name="entries">The entries, newest first.</param>
    /// <param name="next">Where to resume after them, or null at the end.</param>
    public ActivityLogPage(IReadOnlyList<ActivityLogEntry> entries, ActivityLogCursor? next)
    {
        Entries = entries;
        Next = next;
    }

    /// <summary>The entries, newest first.</summary>
    public IReadOnlyList<ActivityLogEntry> Entries { get; }

    /// <summary>
    /// Where a later read, also in another process, goes on after exactly these entries: pass it to
    /// <see cref="IActivityLogClient.ReadPagesAsync"/>. Null once the end was reached.
    /// </summary>
    public ActivityLogCursor? Next { get; }

    /// <summary>
    /// How many rows the vendor says are left beyond this page, before any filtering on the client; null where it does not say:
    /// always for Payrep, for merged pages, and with <see cref="ActivityLogQuery.MaxConcurrency"/> above 1 for all slices but the oldest.
    /// </summary>
    public long? Remaining { get; init; }

    /// <summary>
    /// Rows met on the way that could not be read, each reported once in a read. A read resumed from this page may report again those that lie
    /// after its last entry.
    /// </summary>
    public IReadOnlyList<UnreadableRow> UnreadableRows { get; init; } = [];

    /// <summary>
    /// How many rows <see cref="ActivityLogQuery.Outcome"/> left out although their outcome is
    /// <see cref="ActivityLogOutcome.Unknown"/>: they might have matched. Meld's rows often do not say. A read resumed
    /// from this page may count again those after its last entry.
    /// </summary>
    public int UnknownOutcomes { get; init; }
}
