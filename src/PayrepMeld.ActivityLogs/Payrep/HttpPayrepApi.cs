using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Payrep's interface over <see cref="HttpClient"/>: what its attributes say, written out.</summary>
internal sealed class HttpPayrepApi(HttpClient client) : IPayrepApi
{
    private readonly Uri _activityLogs = ApiCall.Address(client, PayrepPaths.ActivityLogs);

    public Task<PayrepSession> LoginAsync(PayrepLoginRequest request, CancellationToken cancellationToken = default) =>
        PostAsync<PayrepLoginRequest, PayrepSession>(PayrepPaths.Login, request, cancellationToken);

    public Task<PayrepAccessToken> RefreshAsync(PayrepRefreshRequest request, CancellationToken cancellationToken = default) =>
        PostAsync<PayrepRefreshRequest, PayrepAccessToken>(PayrepPaths.Refresh, request, cancellationToken);

    public Task<PayrepTokenInfo> VerifyAsync(PayrepVerifyRequest request, CancellationToken cancellationToken = default) =>
        PostAsync<PayrepVerifyRequest, PayrepTokenInfo>(PayrepPaths.Verify, request, cancellationToken);

    public Task<PayrepActivityPage> FetchActivityLogsAsync(PayrepFetchRequest request, bool includeRaw = false, CancellationToken cancellationToken = default) =>
        ApiCall.SendAsync<PayrepActivityPage>(client, ApiCall.Post(_activityLogs, request).WithRaw(includeRaw), cancellationToken);

    public Task<PayrepAuditPage> FetchAuditLogsAsync(PayrepFetchRequest request, CancellationToken cancellationToken = default) =>
        PostAsync<PayrepFetchRequest, PayrepAuditPage>(PayrepPaths.AuditLogs, request, cancellationToken);

    private Task<T> PostAsync<TBody, T>(string path, TBody body, CancellationToken cancellationToken) =>
        ApiCall.SendAsync<T>(client, ApiCall.Post(ApiCall.Address(client, path), body), cancellationToken);
}
