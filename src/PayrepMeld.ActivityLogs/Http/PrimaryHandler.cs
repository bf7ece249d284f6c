using System.Net;
using System.Security.Authentication;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>The innermost handler: the sockets.</summary>
internal static class PrimaryHandler
{
    public static SocketsHttpHandler Create(ActivityLogResilienceOptions options) => new()
    {
        // A redirect would carry the credentials to another host; a cookie would carry one caller's state to another.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = options.PooledConnectionLifetime,
        AutomaticDecompression = DecompressionMethods.All,
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    };
}
