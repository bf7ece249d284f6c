using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>The errors of an answer that was judged a success but is not what the vendor documents.</summary>
internal static class WireErrors
{
    public static ActivityLogException NotJson(BufferedBody body, JsonException e)
    {
        // Whoever noticed it may have come there by a short cut, and not know where it is.
        var (line, position) = (e.LineNumber, e.BytePositionInLine);
        try
        {
            var reader = new Utf8JsonReader(JsonText.WithoutMark(body.Span), JsonText.ReaderOptions);
            while (reader.Read())
            {
            }
        }
        catch (JsonException exact)
        {
            (line, position) = (exact.LineNumber, exact.BytePositionInLine);
        }

        return Protocol(body, $"the answer is not JSON as documented (byte {position} of line {line})");
    }

    public static ActivityLogException Protocol(BufferedBody body, string what, string? vendorCode = null) =>
        new(ActivityLogErrorKind.Protocol, body.Vendor, $"{body.Vendor}: {what}. HTTP {body.StatusCode}, {body.Attempts} attempt(s).")
        {
            Attempts = body.Attempts,
            StatusCode = body.StatusCode,
            VendorCode = vendorCode is null ? null : VendorText.CutCode(body.Scrub(vendorCode)),
        };
}
