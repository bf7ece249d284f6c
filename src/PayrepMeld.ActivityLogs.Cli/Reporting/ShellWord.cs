using System.Text;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Texts as one word of a POSIX shell, whoever wrote them: pasted, it stays one word and runs nothing.</summary>
internal static class ShellWord
{
    /// <summary>Whether a process can be given the text as an argument to the letter.</summary>
    public static bool CanBe(string text) => !text.Contains('\0', StringComparison.Ordinal) && !text.AsSpan().ContainsLoneSurrogate();

    public static string Of(string text)
    {
        if (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:,%+@".Contains(c, StringComparison.Ordinal)))
        {
            return text;
        }

        // What cannot be seen is written by its bytes, so that what is pasted is what is shown.
        return SafeText.Escape(text) == text ? $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'" : Bytes(text);
    }

    private static string Bytes(string text)
    {
        var word = new StringBuilder("$'");
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            // A shell's history would look at ! also after an escaped quote.
            if (rune.Value is not ('\'' or '\\' or '!') && SafeText.Escape(rune.ToString()) == rune.ToString())
            {
                word.Append(rune);
                continue;
            }

            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
            {
                word.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0'));
            }
        }

        return word.Append('\'').ToString();
    }

    private static bool ContainsLoneSurrogate(this ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            text = text[length..];
        }

        return false;
    }
}
