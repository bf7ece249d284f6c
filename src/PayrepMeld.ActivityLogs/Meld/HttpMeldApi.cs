using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>Meld's interface over <see cref="HttpClient"/>: what its attributes say, written out.</summary>
internal sealed class HttpMeldApi(HttpClient client) : IMeldApi
{
    private readonly Uri _activityLog = ApiCall.Address(client, "/activity-log");

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
        var request = ApiCall.Get(
            _activityLog,
            ("start", start),
            ("end", end),
            ("actions", actions),
            ("requestId", requestId),
            ("customerId", customerId),
            ("externalCustomerId", externalCustomerId),
            ("connectionIds", connectionIds),
            ("financialAccountIds", financialAccountIds),
            ("eventType", eventType),
            ("before", before),
            ("after", after),
            ("limit", limit));
        return ApiCall.SendAsync<MeldActivityPage>(client, request.WithRaw(includeRaw), cancellationToken);
    }
}
