using System.Globalization;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Payrep's activity log as the paging loop sees it.</summary>
internal sealed class PayrepPageSource(IPayrepApi api, Func<int>? requestsAtOnce = null) : IPageSource
{
    public ActivityLogVendor Vendor => ActivityLogVendor.Payrep;

    public int MaxPageSize => ActivityLogQuery.MaxPageSize;

    public int RequestsAtOnce => requestsAtOnce?.Invoke() ?? ActivityLogQuery.ConcurrencyLimit;

    public SliceGrain Grain => SliceGrain.VendorDay;

    public async Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken)
    {
        var request = new PayrepFetchRequest
        {
            Filters = FiltersOf(query),

            // The vendor's days may be those of another zone: one more on either side holds every row of the range. A cut is between two
            // days of the vendor's, whatever its zone: the slices on both sides share no row and miss none.
            StartDate = slice.Floor is { } floor ? Date(floor, 0) : slice.Whole.From is { } from ? Date(from.UtcTicks, -1) : null,
            EndDate = slice.Ceiling is { } ceiling ? Date(ceiling, -1) : Date(slice.Whole.To.UtcTicks, 1),
            Search = query.Search,
            Limit = limit,
            CursorCreatedAt = after?.CreatedAt,
            CursorId = after?.Id,
        };
        var page = await api.FetchActivityLogsAsync(request, query.IncludeRaw, cancellationToken).ConfigureAwait(false);
        RefuseOtherDays(slice, page);
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

    /// <summary>Slices stand on the vendor's dates being honoured: one that sends rows of other days would be delivered twice.</summary>
    private void RefuseOtherDays(Slice slice, PayrepActivityPage page)
    {
        if (slice is { Floor: null, Ceiling: null })
        {
            return;
        }

        var days = new Slice(new ReadBounds(null, DateTimeOffset.MaxValue), slice.Floor, slice.Ceiling).Within(Grain);
        if (page.Entries.Any(entry => !days.Contains(entry.UtcTicks)))
        {
            throw new ActivityLogException(
                ActivityLogErrorKind.Protocol, Vendor, "Payrep sent rows of other days than those asked for, so its log cannot be read in slices. Read it with MaxConcurrency 1.")
            {
                Attempts = page.Attempts,
                StatusCode = page.StatusCode,
            };
        }
    }

    private static string Date(long ticks, int days)
    {
        var date = (int)(ticks / TimeSpan.TicksPerDay) + days;
        return DateOnly.FromDayNumber(Math.Clamp(date, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
