namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>One vendor's list, page by page: all that the paging loop knows of a vendor.</summary>
internal interface IPageSource
{
    ActivityLogVendor Vendor { get; }

    /// <summary>The most rows the vendor may be asked for at once.</summary>
    int MaxPageSize { get; }

    /// <summary>Fetches the rows after a place, or the newest ones. The range is sent widened: the loop cuts it exactly.</summary>
    Task<SourcePage> FetchAsync(ActivityLogQuery query, ReadBounds bounds, RowCursor? after, int limit, CancellationToken cancellationToken);
}
