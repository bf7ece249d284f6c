using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Json;

// Steps over what is kept as bytes: checked whole, but not looked into.
internal ref partial struct JsonScan
{
    // Within what is stepped over; rows may be deeper, and are read by the row reader then.
    private const int MaxDepth = 48;

    /// <summary>Steps over a value of any kind.</summary>
    /// <param name="value">Its bytes.</param>
    public bool TrySkip(out ReadOnlySpan<byte> value)
    {
        Peek();
        var begin = Position;
        var isWhole = TrySkip();
        value = isWhole ? _bytes[begin..Position] : default;
        return isWhole;
    }

    private bool TrySkip()
    {
        // A bit for each object and array that is open, the innermost lowest: 1 for an object.
        ulong open = 0;
        var depth = 0;
        while (true)
        {
            var first = Peek();
            if (first is (byte)'{' or (byte)'[')
            {
                var isObject = first == '{';
                Position++;
                open = (open << 1) | (isObject ? 1UL : 0);
                if (++depth > MaxDepth)
                {
                    return false;
                }

                if (Peek() != (isObject ? '}' : ']'))
                {
                    if (isObject && !TrySkipName())
                    {
                        return false;
                    }

                    continue;
                }
            }
            else if (!TrySkipScalar(first))
            {
                return false;
            }

            // A value has ended, or an empty object or array is about to.
            while (depth > 0 && Peek() == ((open & 1) != 0 ? '}' : ']'))
            {
                Position++;
                open >>= 1;
                depth--;
            }

            if (depth == 0)
            {
                return true;
            }

            if (!TryTake(',') || ((open & 1) != 0 && !TrySkipName()))
            {
                return false;
            }
        }
    }

    private bool TrySkipName() => Peek() == '"' && TrySkipString() && TryTake(':');

    private bool TrySkipScalar(byte first)
    {
        if (first == '"')
        {
            return TrySkipString();
        }

        var type = TypeOf(first);
        return type != JsonTokenType.None && (type == JsonTokenType.Number ? TryNumber() : TryWord(type));
    }

    /// <summary>Steps over a string that may hold escapes.</summary>
    private bool TrySkipString()
    {
        var position = Position + 1;
        while (true)
        {
            var next = _bytes[position..].IndexOfAny(Special);
            if (next < 0)
            {
                return false;
            }

            position += next;
            if (_bytes[position] != '\\')
            {
                Position = position + 1;
                return _bytes[position] == '"';
            }

            var length = EscapeLength(_bytes[position..]);
            if (length == 0)
            {
                return false;
            }

            position += length;
        }
    }

    /// <summary>0 for what is no escape.</summary>
    private static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] != 'u')
        {
            return text[1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? 2 : 0;
        }

        return text.Length >= 6 && char.IsAsciiHexDigit((char)text[2]) && char.IsAsciiHexDigit((char)text[3])
            && char.IsAsciiHexDigit((char)text[4]) && char.IsAsciiHexDigit((char)text[5]) ? 6 : 0;
    }
}
