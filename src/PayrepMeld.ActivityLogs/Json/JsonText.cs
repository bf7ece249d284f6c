using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>
/// Reads values the way a log reader must: numbers where texts are expected and the reverse, and texts whose escapes form no
/// character (a lone surrogate), which the framework's reader refuses.
/// </summary>
internal static class JsonText
{
    /// <summary>Nothing in a body is bounded by this but the reader's own bookkeeping, a bit a level: depth is judged row by row.</summary>
    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;

    /// <summary>The text of a scalar: null for null, an object or an array, which are left unread.</summary>
    public static string? Read(ref Utf8JsonReader reader) => JsonScalar.Of(ref reader).ToText();

    /// <inheritdoc cref="Read(ref Utf8JsonReader)"/>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="altered">Whether bytes or an escape that form no character were replaced by U+FFFD.</param>
    public static string? Read(ref Utf8JsonReader reader, out bool altered)
    {
        altered = false;
        var text = reader.ValueIsEscaped ? Unescape(reader.ValueSpan, out altered) : Read(ref reader);
        altered |= !Utf8.IsValid(reader.ValueSpan);
        return text;
    }

    /// <summary>A whole number, also where it is written as a text; null for everything else.</summary>
    public static long? ReadInteger(ref Utf8JsonReader reader) => JsonScalar.Of(ref reader).ToInteger();

    /// <inheritdoc cref="ReadInteger"/>
    public static int? ReadInt32(ref Utf8JsonReader reader) =>
        ReadInteger(ref reader) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>The property name the reader stands on, escapes resolved.</summary>
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Unescape(reader.ValueSpan, out _)) : reader.ValueSpan;

    /// <summary>Whether the property name the reader stands on is this one, escapes resolved.</summary>
    public static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped
            ? string.Equals(Unescape(reader.ValueSpan, out _), Encoding.UTF8.GetString(name), StringComparison.Ordinal)
            : reader.ValueSpan.SequenceEqual(name);

    /// <summary>A text or name whose escapes are resolved; those that form no character become U+FFFD.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped, out bool altered)
    {
        altered = false;

        // An escape is never shorter than what it stands for, so the text fits in as many characters as there are bytes.
        var rented = ArrayPool<char>.Shared.Rent(escaped.Length);
        try
        {
            var length = 0;
            while (!escaped.IsEmpty)
            {
                var plain = escaped.IndexOf((byte)'\\');
                plain = plain < 0 ? escaped.Length : plain;
                length += Encoding.UTF8.GetChars(escaped[..plain], rented.AsSpan(length));
                escaped = escaped[plain..];
                if (!escaped.IsEmpty)
                {
                    rented[length++] = ReadEscape(ref escaped);
                }
            }

            altered = ReplaceLoneSurrogates(rented.AsSpan(0, length));
            return new string(rented, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    // The framework's reader has checked the form of every escape before.
    private static char ReadEscape(ref ReadOnlySpan<byte> escaped)
    {
        var kind = escaped[1];
        if (kind == (byte)'u')
        {
            var code = (char)((Hex(escaped[2]) << 12) | (Hex(escaped[3]) << 8) | (Hex(escaped[4]) << 4) | Hex(escaped[5]));
            escaped = escaped[6..];
            return code;
        }

        escaped = escaped[2..];
        return kind switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => (char)kind,
        };
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static bool ReplaceLoneSurrogates(Span<char> text)
    {
        var replaced = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
                replaced = true;
            }
        }

        return replaced;
    }
}
