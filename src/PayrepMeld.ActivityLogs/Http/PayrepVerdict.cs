using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Payrep's envelope: <c>{status, response_code, message, data}</c>. HTTP 200 can carry an error.</summary>
internal static class PayrepVerdict
{
    public static Verdict OfSuccessStatus(ReadOnlySpan<byte> body)
    {
        // The envelope's own words are read first: a page that says success is not scanned here, its reader does that.
        if (!TryRead(body, stopAtSuccess: true, out var envelope))
        {
            return new(VerdictAction.Refused, ActivityLogErrorKind.Protocol);
        }

        if (envelope.IsSuccess)
        {
            return new(VerdictAction.Success, default);
        }

        return OfCode(envelope)
            ?? new(VerdictAction.Refused, ActivityLogErrorKind.Protocol, VendorText.CutCode(envelope.Code), VendorText.Cut(envelope.Message));
    }

    public static Verdict OfErrorStatus(int status, Verdict byStatus, ReadOnlySpan<byte> body)
    {
        if (!TryRead(body, stopAtSuccess: false, out var envelope))
        {
            return byStatus;
        }

        // A redirect is never the vendor's API, and a 429 asks for patience unless the request itself or its credentials are at fault.
        var codeDecides = status >= 400 && (status != 429 || envelope.Code is "01" or "02" or "41" or "42" or "43");
        return (codeDecides ? OfCode(envelope) : null)
            ?? byStatus with { VendorCode = VendorText.CutCode(envelope.Code), VendorMessage = VendorText.Cut(envelope.Message) };
    }

    /// <summary>What a known error code means; null where the code is unknown, missing, or contradicted by <c>status</c>.</summary>
    private static Verdict? OfCode(in PayrepEnvelopeHead envelope)
    {
        if (envelope.Status == true)
        {
            return null;
        }

        (VerdictAction Action, ActivityLogErrorKind Kind)? meaning = envelope.Code switch
        {
            "01" or "02" or "50" => (VerdictAction.Refused, ActivityLogErrorKind.Invalid),
            "41" or "43" => (VerdictAction.Refused, ActivityLogErrorKind.Unauthorized),
            "42" => (VerdictAction.Renew, ActivityLogErrorKind.Unauthorized),
            "80" => (VerdictAction.Retry, ActivityLogErrorKind.Unavailable),
            "83" => (VerdictAction.Refused, ActivityLogErrorKind.Unavailable),
            "99" => (VerdictAction.RetryOnce, ActivityLogErrorKind.Unavailable),
            _ => null,
        };
        if (meaning is not { } known)
        {
            return null;
        }

        var requestId = envelope.Code == "99" ? VendorText.FindRequestId(envelope.Message) : null;
        return new(known.Action, known.Kind, envelope.Code, VendorText.Cut(envelope.Message), requestId);
    }

    private static bool TryRead(ReadOnlySpan<byte> body, bool stopAtSuccess, out PayrepEnvelopeHead envelope)
    {
        envelope = default;
        try
        {
            var reader = new Utf8JsonReader(body, JsonText.ReaderOptions);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (JsonText.NameIs(ref reader, "data"u8))
                {
                    if (stopAtSuccess && envelope.IsSuccess)
                    {
                        return true;
                    }

                    reader.Skip();
                }
                else
                {
                    envelope.ReadMember(ref reader);
                }
            }

            // Another read finds what should not be there: text after the object's end.
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
