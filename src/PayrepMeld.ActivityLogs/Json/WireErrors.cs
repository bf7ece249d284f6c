using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>The errors of an answer that was judged a success but is not what the vendor documents.</summary>
internal static class WireErrors
{
    public static ActivityLogException NotJson(BufferedBody body, JsonException e) =>
        Protocol(body, $"the answer is not JSON as documented (byte {e.BytePositionInLine} of line {e.LineNumber})");

    public static ActivityLogException Protocol(BufferedBody body, string what, string? vendorCode = null) =>
        new(ActivityLogErrorKind.Protocol, body.Vendor, $"{body.Vendor}: {what}. HTTP {body.StatusCode}, {body.Attempts} attempt(s).")
        {
            Attempts = body.Attempts,
            StatusCode = body.StatusCode,
            VendorCode = vendorCode is null ? null : VendorText.CutCode(body.Scrub(vendorCode)),
        };
}
