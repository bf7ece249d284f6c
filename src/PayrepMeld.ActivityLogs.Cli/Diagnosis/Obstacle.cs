using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>Where on its way a request got stuck without an answer, in words of the tool's own: those of the exception can hold a proxy's password.</summary>
/// <param name="Check">How far it came: one of <see cref="Checks"/>.</param>
/// <param name="Reason">Why no further.</param>
internal sealed record Obstacle(string Check, string Reason)
{
    /// <param name="failure">What the request ended with.</param>
    /// <param name="route">Its way.</param>
    /// <returns>Null where it came to the vendor, or is not known not to have.</returns>
    public static Obstacle? Of(Exception? failure, Route route) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(Checks.Name, route.HasProxy ? "the proxy's name does not resolve" : $"{route.Address.Host} does not resolve"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } e => new(Checks.Connection, $"{(route.HasProxy ? "the proxy" : route.End)} {Words(e.InnerException as SocketException)}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } e => new(Checks.Connection, $"the proxy refused the tunnel to {route.End}{Status(e)}"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } e => new(Checks.Tls, Words(e.InnerException as AuthenticationException)),

        // Of a proxy that breaks off nobody knows how far behind it the request came.
        HttpRequestException e when route.HasProxy => new(Checks.Connection, $"no answer came through the proxy ({e.HttpRequestError})"),

        // So a connection that takes too long comes out.
        OperationCanceledException { InnerException: TimeoutException } => new(Checks.Connection, $"{(route.HasProxy ? "the proxy" : route.End)} did not take the connection in time"),
        _ => null,
    };

    private static string Status(HttpRequestException error) => error.StatusCode is { } status ? string.Create(CultureInfo.InvariantCulture, $" (HTTP {(int)status})") : "";

    private static string Words(SocketException? error) => error?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "refused the connection",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "cannot be reached from this network",
        SocketError.TimedOut => "did not take the connection in time",
        { } other => $"took no connection ({other})",
        null => "took no connection",
    };

    // Of certificates and TLS versions, and of no address.
    private static string Words(AuthenticationException? error) => error?.Message ?? "the TLS handshake broke off";
}
