using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Refit's client for Payrep, without what Refit wraps errors in.</summary>
internal sealed class RefitPayrepApi(HttpClient client) : IPayrepApi
{
    private readonly IPayrepApi _refit = RefitTransport.Create<IPayrepApi>(client);

    public Task<PayrepSession> LoginAsync(PayrepLoginRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RefitTransport.UnwrapAsync(_refit.LoginAsync(request, cancellationToken));
    }

    public Task<PayrepAccessToken> RefreshAsync(PayrepRefreshRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RefitTransport.UnwrapAsync(_refit.RefreshAsync(request, cancellationToken));
    }

    public Task<PayrepTokenInfo> VerifyAsync(PayrepVerifyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RefitTransport.UnwrapAsync(_refit.VerifyAsync(request, cancellationToken));
    }

    public Task<PayrepActivityPage> FetchActivityLogsAsync(PayrepFetchRequest request, bool includeRaw = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RefitTransport.UnwrapAsync(_refit.FetchActivityLogsAsync(request, includeRaw, cancellationToken));
    }

    public Task<PayrepAuditPage> FetchAuditLogsAsync(PayrepFetchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RefitTransport.UnwrapAsync(_refit.FetchAuditLogsAsync(request, cancellationToken));
    }
}
