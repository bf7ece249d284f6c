using System.Buffers;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>
/// Goes over JSON as it usually comes: valid UTF-8, nothing odd. It is stricter than the framework's reader, never laxer, and keeps no books for
/// errors, so it is faster: where it says no, the bytes may still be JSON, and the framework's reader decides.
/// </summary>
internal ref partial struct JsonScan(ReadOnlySpan<byte> bytes, int start)
{
    private const int ShortText = 64;

    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where it stands.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Steps over white space; 0 at the end, which no JSON holds.</summary>
    public byte Peek()
    {
        var position = Position;
        while ((uint)position < (uint)_bytes.Length)
        {
            var next = _bytes[position];
            if (next > ' ' || next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                Position = position;
                return next;
            }

            position++;
        }

        Position = position;
        return 0;
    }

    /// <summary>Steps over one byte, and white space before it, if it is this one.</summary>
    public bool TryTake(char expected)
    {
        var isNext = Peek() == expected;
        Position += isNext ? 1 : 0;
        return isNext;
    }

    /// <summary>Goes on somewhere else.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Steps over these bytes, if they are next to the letter.</summary>
    public bool TryTake(ReadOnlySpan<byte> expected)
    {
        var isNext = _bytes[Position..].StartsWith(expected);
        Position += isNext ? expected.Length : 0;
        return isNext;
    }

    /// <summary>
    /// Looks at a short text without stepping over it: what is up to the next quote, which whoever asks must know to be free of escapes. Empty for anything else.
    /// </summary>
    public readonly ReadOnlySpan<byte> PeekShortText()
    {
        var rest = _bytes[Position..];
        if (rest.IsEmpty || rest[0] != '"')
        {
            return default;
        }

        rest = rest[1..Math.Min(rest.Length, ShortText)];
        var length = rest.IndexOf((byte)'"');
        return length > 0 ? rest[..length] : default;
    }

    /// <summary>Steps over a text that was looked at.</summary>
    public void Take(ReadOnlySpan<byte> text) => Position += text.Length + 2;

    /// <summary>Reads a member's name without escapes, and the colon.</summary>
    public bool TryName(out ReadOnlySpan<byte> name) => TryString(out name) && TryTake(':');

    /// <summary>Reads a scalar without escapes.</summary>
    public bool TryScalar(out JsonScalar scalar)
    {
        scalar = default;
        if (Peek() == '"')
        {
            if (!TryString(out var text))
            {
                return false;
            }

            scalar = JsonScalar.Of(JsonTokenType.String, text);
            return true;
        }

        var (type, begin) = (TypeOf(Peek()), Position);
        if (type == JsonTokenType.None || !(type == JsonTokenType.Number ? TryNumber() : TryWord(type)))
        {
            return false;
        }

        scalar = JsonScalar.Of(type, _bytes[begin..Position]);
        return true;
    }

    private static JsonTokenType TypeOf(byte first) => first switch
    {
        (byte)'t' => JsonTokenType.True,
        (byte)'f' => JsonTokenType.False,
        (byte)'n' => JsonTokenType.Null,
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonTokenType.Number,
        _ => JsonTokenType.None,
    };

    private bool TryString(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Peek() != '"')
        {
            return false;
        }

        var rest = _bytes[(Position + 1)..];
        var end = rest.IndexOfAny(Special);
        if (end < 0 || rest[end] != '"')
        {
            return false;
        }

        text = rest[..end];
        Position += end + 2;
        return true;
    }

    private bool TryWord(JsonTokenType type)
    {
        var word = type switch { JsonTokenType.True => "true"u8, JsonTokenType.False => "false"u8, _ => "null"u8 };
        var isNext = _bytes[Position..].StartsWith(word);
        Position += isNext ? word.Length : 0;
        return isNext;
    }

    private bool TryNumber()
    {
        Position += _bytes[Position] == '-' ? 1 : 0;
        var (first, digits) = (Position, TakeDigits());
        if (digits == 0 || (digits > 1 && _bytes[first] == '0'))
        {
            return false;
        }

        if (Next() == '.')
        {
            Position++;
            if (TakeDigits() == 0)
            {
                return false;
            }
        }

        if (Next() is (byte)'e' or (byte)'E')
        {
            Position++;
            Position += Next() is (byte)'+' or (byte)'-' ? 1 : 0;
            return TakeDigits() > 0;
        }

        return true;
    }

    private readonly byte Next() => (uint)Position < (uint)_bytes.Length ? _bytes[Position] : (byte)0;

    private int TakeDigits()
    {
        var begin = Position;
        while ((uint)(Next() - '0') <= 9)
        {
            Position++;
        }

        return Position - begin;
    }
}
