using System.Globalization;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>Meld's activity log as the paging loop sees it.</summary>
internal sealed class MeldPageSource(IMeldApi api, Func<int>? requestsAtOnce = null) : IPageSource
{
    // Meld asks for a start always; nothing of it is older.
    private static readonly DateTimeOffset Beginning = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ActivityLogVendor Vendor => ActivityLogVendor.Meld;

    public int MaxPageSize => 100;

    public int RequestsAtOnce => requestsAtOnce?.Invoke() ?? ActivityLogQuery.ConcurrencyLimit;

    public SliceGrain Grain => SliceGrain.Second;

    public async Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken)
    {
        var own = query.Meld;
        var bounds = slice.Within(Grain);
        var page = await api.SearchActivityLogAsync(
            start: WholeSecond(bounds.From ?? (Beginning < bounds.To ? Beginning : DateTimeOffset.MinValue), -1),
            end: WholeSecond(bounds.To, 1),
            actions: Joined(own?.Actions),
            requestId: own?.RequestId,
            customerId: own?.CustomerId,
            externalCustomerId: own?.ExternalCustomerId,
            connectionIds: Joined(own?.ConnectionIds),
            financialAccountIds: Joined(own?.FinancialAccountIds),
            eventType: own?.EventType,
            after: after?.Id,
            limit: limit.ToString(CultureInfo.InvariantCulture),
            includeRaw: query.IncludeRaw,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return new SourcePage(page.Entries, page.UnreadableRows)
        {
            Count = page.Count,
            Remaining = page.Remaining,
            TellsRemaining = true,
            Attempts = page.Attempts,
            StatusCode = page.StatusCode,
        };
    }

    /// <summary>Outwards to a whole second and one more: whether the vendor's edges are inclusive, and how finely it compares, is unknown.</summary>
    private static string WholeSecond(DateTimeOffset instant, int outward)
    {
        var ticks = instant.UtcTicks;
        var second = (ticks / TimeSpan.TicksPerSecond) + (outward > 0 && ticks % TimeSpan.TicksPerSecond != 0 ? 1 : 0) + outward;
        var clamped = Math.Clamp(second, 0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond);
        return new DateTime(clamped * TimeSpan.TicksPerSecond, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private static string? Joined(IReadOnlyList<string>? values) => values is { Count: > 0 } ? string.Join(',', values) : null;
}
