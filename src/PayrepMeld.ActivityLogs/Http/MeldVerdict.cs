using System.Text;
using System.Text.Json;

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
            var reader = new Utf8JsonReader(body, VendorText.Lenient);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (VendorText.IsNamed(ref reader, "code"u8))
                {
                    reader.Read();
                    code = VendorText.Read(ref reader);
                }
                else if (VendorText.IsNamed(ref reader, "message"u8))
                {
                    reader.Read();
                    message = VendorText.Read(ref reader);
                }
                else if (VendorText.IsNamed(ref reader, "requestId"u8))
                {
                    reader.Read();
                    requestId = VendorText.Read(ref reader);
                }
                else if (VendorText.IsNamed(ref reader, "errors"u8))
                {
                    reader.Read();
                    ReadErrors(ref reader, errors);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // What was read before the break still helps: the HTTP status decides in any case.
        }

        var words = errors.Length == 0 ? message : message is null ? errors.ToString() : $"{message} ({errors})";
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
                texts.Append(texts.Length == 0 ? "" : "; ").Append(VendorText.Cut(VendorText.Read(ref reader)));
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }
}
