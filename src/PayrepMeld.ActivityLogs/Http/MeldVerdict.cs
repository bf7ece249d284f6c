using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Meld's errors: <c>{code, message, errors, requestId, timestamp}</c>, with HTTP 400 and above only.</summary>
internal static class MeldVerdict
{
    public static Verdict OfErrorStatus(Verdict byStatus, ReadOnlySpan<byte> body)
    {
        string? code = null, message = null, requestId = null;
        var errors = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(body, JsonText.ReaderOptions);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isCode = JsonText.NameIs(ref reader, "code"u8);
                var isMessage = JsonText.NameIs(ref reader, "message"u8);
                var isRequestId = JsonText.NameIs(ref reader, "requestId"u8);
                var isErrors = JsonText.NameIs(ref reader, "errors"u8);
                reader.Read();
                code = isCode ? JsonText.Read(ref reader) : code;
                message = isMessage ? JsonText.Read(ref reader) : message;
                requestId = isRequestId ? JsonText.Read(ref reader) : requestId;
                if (isErrors)
                {
                    ReadErrors(ref reader, errors);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // What was read before the break still helps: the HTTP status decides in any case.
        }

        var details = errors.ToString();
        var words = details.Length == 0 || details == message ? message : message is null ? details : $"{message} ({details})";
        return byStatus with { VendorCode = VendorText.CutCode(code), VendorMessage = VendorText.Cut(words), RequestId = VendorText.CutCode(requestId) };
    }

    /// <summary>The texts inside <c>errors</c>, whose shape is not documented.</summary>
    private static void ReadErrors(ref Utf8JsonReader reader, StringBuilder texts)
    {
        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType == JsonTokenType.String && texts.Length < VendorText.MaxLength)
            {
                texts.Append(texts.Length == 0 ? "" : "; ").Append(VendorText.Cut(JsonText.Read(ref reader)));
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }
}
