using System.Globalization;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Payrep's activity log as the paging loop sees it.</summary>
internal sealed class PayrepPageSource(IPayrepApi api) : IPageSource
{
    public ActivityLogVendor Vendor => ActivityLogVendor.Payrep;

    public int MaxPageSize => ActivityLogQuery.MaxPageSize;

    public async Task<SourcePage> FetchAsync(ActivityLogQuery query, ReadBounds bounds, RowCursor? after, int limit, CancellationToken cancellationToken)
    {
        var request = new PayrepFetchRequest
        {
            Filters = FiltersOf(query),

            // The vendor's days may be those of another zone: one more on either side holds every row of the range.
            StartDate = bounds.From is { } from ? Date(from, -1) : null,
            EndDate = Date(bounds.To, 1),
            Search = query.Search,
            Limit = limit,
            CursorCreatedAt = after?.CreatedAt,
            CursorId = after?.Id,
        };
        var page = await api.FetchActivityLogsAsync(request, query.IncludeRaw, cancellationToken).ConfigureAwait(false);
        return new SourcePage(page.Entries, page.UnreadableRows) { Attempts = page.Attempts, StatusCode = page.StatusCode };
    }

    private static Dictionary<string, string>? FiltersOf(ActivityLogQuery query)
    {
        var filters = query.Payrep is { } own ? new Dictionary<string, string>(own.Filters, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        if (query.Outcome is ActivityLogOutcome.Success or ActivityLogOutcome.Failure)
        {
            filters["status"] = query.Outcome == ActivityLogOutcome.Success ? PayrepStatuses.Success : PayrepStatuses.Error;
        }

        if (query.HttpMethod is { } method)
        {
            // Payrep writes methods in upper case; whether it compares exactly is not documented.
            filters["method"] = method.ToUpperInvariant();
        }

        return filters.Count == 0 ? null : filters;
    }

    private static string Date(DateTimeOffset instant, int days)
    {
        var date = DateOnly.FromDateTime(instant.UtcDateTime).DayNumber + days;
        return DateOnly.FromDayNumber(Math.Clamp(date, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
