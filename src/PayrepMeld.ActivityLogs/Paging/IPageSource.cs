namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>One vendor's list, page by page: all that the paging loop knows of a vendor.</summary>
internal interface IPageSource
{
    ActivityLogVendor Vendor { get; }

    /// <summary>The most rows the vendor may be asked for at once.</summary>
    int MaxPageSize { get; }

    /// <summary>How many requests are worth sending at once just now; less than usual where the vendor asked for fewer.</summary>
    int RequestsAtOnce { get; }

    /// <summary>How finely the vendor's range can be cut into slices.</summary>
    SliceGrain Grain { get; }

    /// <summary>
    /// Fetches the rows of a slice after a place, or its newest ones. The ends of the whole range, and cuts that are instants, are sent
    /// widened: the loop cuts them exactly.
    /// </summary>
    Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken);
}
