using System.Security.Authentication;
using Polly.Timeout;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Tells failures of the transport apart.</summary>
internal static class TransportFault
{
    /// <summary>No answer came, and the caller did not ask for that.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="call">The token of the call: when it is set, the caller or the total timeout ended the attempt.</param>
    public static bool Is(Exception failure, CancellationToken call) => failure switch
    {
        // A connection that takes longer than ConnectTimeout comes out as a cancellation of nobody's token.
        OperationCanceledException => !call.IsCancellationRequested,
        TimeoutRejectedException or HttpRequestException or IOException => true,
        _ => false,
    };

    /// <summary>The certificate is not accepted: it will not be at the next attempt either.</summary>
    public static bool IsCertificate(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The connection was never made, so the vendor has not seen the request.</summary>
    public static bool IsBeforeConnection(Exception failure) => failure switch
    {
        HttpRequestException http => http.HttpRequestError is
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };
}
