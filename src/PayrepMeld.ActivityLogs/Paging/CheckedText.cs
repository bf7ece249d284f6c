using System.Security.Cryptography;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Bytes as printable text: a version, then base64url of the bytes and the first bytes of their SHA-256, so that a cut or mistyped text is
/// known for what it is.
/// </summary>
internal static class CheckedText
{
    private const int CheckLength = 6;

    public static string Encode(string version, ReadOnlySpan<byte> bytes)
    {
        var whole = new byte[bytes.Length + CheckLength];
        bytes.CopyTo(whole);
        SHA256.HashData(bytes).AsSpan(0, CheckLength).CopyTo(whole.AsSpan(bytes.Length));
        return version + Convert.ToBase64String(whole).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public static byte[]? TryDecode(string version, string text)
    {
        if (!text.StartsWith(version, StringComparison.Ordinal) || text.AsSpan(version.Length).ContainsAny('+', '/'))
        {
            return null;
        }

        var base64 = text[version.Length..].Replace('-', '+').Replace('_', '/');
        var whole = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), whole, out var length) || length <= CheckLength)
        {
            return null;
        }

        var bytes = whole.AsSpan(0, length - CheckLength);
        return SHA256.HashData(bytes).AsSpan(0, CheckLength).SequenceEqual(whole.AsSpan(length - CheckLength, CheckLength)) ? bytes.ToArray() : null;
    }
}
