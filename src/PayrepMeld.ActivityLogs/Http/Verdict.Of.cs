using System.Net.Http.Headers;

namespace PayrepMeld.ActivityLogs.Http;

internal readonly partial record struct Verdict
{
    /// <summary>Judges an answer. Pure, and never throws, whatever the bytes.</summary>
    /// <param name="vendor">Whose envelope to expect.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="headers">The response's headers, for a request id where the body names none.</param>
    /// <param name="body">The whole body; empty also where it could not be read to its end.</param>
    public static Verdict Of(ActivityLogVendor vendor, int status, HttpResponseHeaders? headers, ReadOnlySpan<byte> body)
    {
        body = BodyShape.Trim(body);
        var verdict = status is >= 200 and <= 299
            ? OfSuccessStatus(vendor, body)
            : OfErrorStatus(vendor, status, body);

        return verdict.Action == VerdictAction.Success || verdict.RequestId is not null
            ? verdict
            : verdict with { RequestId = VendorText.RequestIdHeader(headers) };
    }

    private static Verdict OfSuccessStatus(ActivityLogVendor vendor, ReadOnlySpan<byte> body) => BodyShape.Of(body) switch
    {
        Shape.Object when vendor == ActivityLogVendor.Payrep => PayrepVerdict.OfSuccessStatus(body),
        Shape.Object => new(VerdictAction.Success, default),
        Shape.Cut => new(VerdictAction.Retry, ActivityLogErrorKind.Protocol),
        Shape.Text => new(VerdictAction.RetryOnce, ActivityLogErrorKind.Protocol),
        _ => new(VerdictAction.Refused, ActivityLogErrorKind.Protocol),
    };

    private static Verdict OfErrorStatus(ActivityLogVendor vendor, int status, ReadOnlySpan<byte> body)
    {
        var byStatus = OfStatus(status);
        if (BodyShape.Of(body) != Shape.Object)
        {
            return byStatus;
        }

        return vendor == ActivityLogVendor.Payrep
            ? PayrepVerdict.OfErrorStatus(status, byStatus, body)
            : MeldVerdict.OfErrorStatus(byStatus, body);
    }

    private static Verdict OfStatus(int status) => status switch
    {
        401 => new(VerdictAction.Renew, ActivityLogErrorKind.Unauthorized),
        403 => new(VerdictAction.Refused, ActivityLogErrorKind.Unauthorized),
        407 => new(VerdictAction.Refused, ActivityLogErrorKind.Unavailable),
        408 or 500 or 502 or 503 or 504 => new(VerdictAction.Retry, ActivityLogErrorKind.Unavailable),
        429 => new(VerdictAction.Throttled, ActivityLogErrorKind.Throttled),
        >= 400 and <= 499 => new(VerdictAction.Refused, ActivityLogErrorKind.Invalid),
        >= 500 and <= 599 => new(VerdictAction.Refused, ActivityLogErrorKind.Unavailable),
        _ => new(VerdictAction.Refused, ActivityLogErrorKind.Protocol),
    };
}
