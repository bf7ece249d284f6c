using System.Net.Http.Headers;

namespace PayrepMeld.ActivityLogs.Http;

/// <summary>Bounds a vendor's words, and finds the request id in them.</summary>
internal static class VendorText
{
    public const int MaxLength = 500;
    public const int MaxCodeLength = 100;
    private const int SearchedLength = 8192;
    private const int UuidLength = 36;

    public static string? Cut(string? text) => Cut(text, MaxLength);

    public static string? CutCode(string? text) => Cut(text, MaxCodeLength);

    /// <summary>The request id in an internal error's message: a uuid, or what follows the words "request id".</summary>
    public static string? FindRequestId(string? message)
    {
        if (message is null)
        {
            return null;
        }

        var text = message.AsSpan(0, Math.Min(message.Length, SearchedLength));
        for (var i = 0; i + UuidLength <= text.Length; i++)
        {
            if (Guid.TryParseExact(text.Slice(i, UuidLength), "D", out _))
            {
                return text.Slice(i, UuidLength).ToString();
            }
        }

        return FindLabelled(text);
    }

    public static string? RequestIdHeader(HttpResponseHeaders? headers) =>
        headers is not null && headers.NonValidated.TryGetValues("X-Request-Id", out var values) && values.Count > 0
            ? CutCode(values.First())
            : null;

    private static string? FindLabelled(ReadOnlySpan<char> text)
    {
        foreach (var label in (ReadOnlySpan<string>)["request id", "request_id", "request-id", "requestid"])
        {
            var at = text.IndexOf(label, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            var rest = text[(at + label.Length)..];
            var value = rest.TrimStart(" :=#\"'(");
            var length = 0;
            while (length < value.Length && (char.IsAsciiLetterOrDigit(value[length]) || value[length] is '-' or '_' or '.'))
            {
                length++;
            }

            var id = value[..length].TrimEnd('.');
            if (id.Length > 0 && value.Length < rest.Length)
            {
                return CutCode(id.ToString());
            }
        }

        return null;
    }

    private static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        // Not between the halves of a surrogate pair.
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
