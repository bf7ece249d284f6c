using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>Refit's client for Meld, without what Refit wraps errors in.</summary>
internal sealed class RefitMeldApi(HttpClient client) : IMeldApi
{
    private readonly IMeldApi _refit = RefitTransport.Create<IMeldApi>(client);

    public Task<MeldActivityPage> SearchActivityLogAsync(
        string start,
        string end,
        string? actions = null,
        string? requestId = null,
        string? customerId = null,
        string? externalCustomerId = null,
        string? connectionIds = null,
        string? financialAccountIds = null,
        string? eventType = null,
        string? before = null,
        string? after = null,
        string? limit = null,
        bool includeRaw = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(end);
        return RefitTransport.UnwrapAsync(_refit.SearchActivityLogAsync(
            start,
            end,
            actions,
            requestId,
            customerId,
            externalCustomerId,
            connectionIds,
            financialAccountIds,
            eventType,
            before,
            after,
            limit,
            includeRaw,
            cancellationToken));
    }
}
