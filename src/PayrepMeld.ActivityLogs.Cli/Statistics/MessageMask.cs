using System.Buffers;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>
/// Takes out of a message what differs from one time to the next, so that messages of one kind read the same: numbers, times and amounts become
/// <c>&lt;n&gt;</c>, UUIDs, hexadecimal and other ids <c>&lt;id&gt;</c>, e-mail addresses <c>&lt;email&gt;</c>. Masking a masked message changes nothing.
/// </summary>
internal static class MessageMask
{
    /// <summary>Of longer messages only the beginning tells kinds apart, and a longer word tells none.</summary>
    public const int Longest = 200;

    private const int MostRead = 4096;
    private const int UuidLength = 36;

    // Within a word: an e-mail address, a time, an amount or an id may hold them between letters and digits.
    private static readonly SearchValues<char> Joiners = SearchValues.Create("-_.@:+,");

    public static string? Of(string? message)
    {
        if (message is null)
        {
            return null;
        }

        var masked = new StringBuilder();
        var rest = message.AsSpan(0, Math.Min(message.Length, MostRead)).Trim();
        while (!rest.IsEmpty)
        {
            var length = 1;
            var before = masked.Length;
            if (char.IsLetterOrDigit(rest[0]))
            {
                length = WordLength(rest);
                AppendWord(masked, rest[..length]);
            }
            else if (char.IsWhiteSpace(rest[0]) || char.IsControl(rest[0]))
            {
                length = BlankLength(rest);
                masked.Append(' ');
            }
            else
            {
                length = char.IsHighSurrogate(rest[0]) && rest.Length > 1 ? 2 : 1;
                masked.Append(rest[..length]);
            }

            if (masked.Length > Longest)
            {
                // Only between words: half a word might be masked differently.
                masked.Length = before;
                break;
            }

            rest = rest[length..];
        }

        return masked.ToString().Trim();
    }

    private static int BlankLength(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && (char.IsWhiteSpace(text[length]) || char.IsControl(text[length])))
        {
            length++;
        }

        return length;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length
            && (char.IsLetterOrDigit(text[length])
                || (Joiners.Contains(text[length]) && length + 1 < text.Length && char.IsLetterOrDigit(text[length + 1]))))
        {
            length++;
        }

        return length;
    }

    private static void AppendWord(StringBuilder masked, ReadOnlySpan<char> word)
    {
        var before = masked.Length;
        if (word.Contains('@'))
        {
            masked.Append("<email>");
        }
        else if (IsNumberLike(word))
        {
            masked.Append("<n>");
        }
        else
        {
            AppendParts(masked, word);
        }

        if (masked.Length - before > Longest)
        {
            masked.Length = before;
            masked.Append("<id>");
        }
    }

    private static void AppendParts(StringBuilder masked, ReadOnlySpan<char> word)
    {
        while (!word.IsEmpty)
        {
            if (Joiners.Contains(word[0]))
            {
                masked.Append(word[0]);
                word = word[1..];
                continue;
            }

            var end = word.IndexOfAny(Joiners);
            var length = StartsWithUuid(word) ? UuidLength : end < 0 ? word.Length : end;
            AppendPart(masked, word[..length]);
            word = word[length..];
        }
    }

    private static void AppendPart(StringBuilder masked, ReadOnlySpan<char> part)
    {
        var digits = 0;
        foreach (var c in part)
        {
            digits += char.IsDigit(c) ? 1 : 0;
        }

        var leading = 0;
        while (leading < part.Length && char.IsDigit(part[leading]))
        {
            leading++;
        }

        if (digits == 0)
        {
            masked.Append(part);
        }
        else if (leading == digits && part.Length - leading <= 3)
        {
            // A number, and its unit: 500ms, 3rd.
            masked.Append("<n>").Append(part[leading..]);
        }
        else if (leading == 0 && digits <= 3 && part.Length <= 8)
        {
            // A name: v2, OAuth2, sha256.
            masked.Append(part);
        }
        else
        {
            masked.Append("<id>");
        }
    }

    // A date and a time are one number: 2026-11-20T08:00:00Z.
    private static bool IsNumberLike(ReadOnlySpan<char> word)
    {
        if (!char.IsDigit(word[0]))
        {
            return false;
        }

        for (var i = 1; i < word.Length; i++)
        {
            var isOfTime = word[i] is 'T' or 'Z' && char.IsDigit(word[i - 1]);
            if (!char.IsDigit(word[i]) && !isOfTime && !Joiners.Contains(word[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWithUuid(ReadOnlySpan<char> word) =>
        word.Length >= UuidLength
        && Guid.TryParseExact(word[..UuidLength], "D", out _)
        && (word.Length == UuidLength || !char.IsLetterOrDigit(word[UuidLength]));
}
