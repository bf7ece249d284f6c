using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>What a log row contains was written by others: a terminal must not obey it, nor show it as something else.</summary>
internal static class SafeText
{
    /// <summary>Shows control, escape, bidirectional and other invisible characters by their number; all else stays. Half a character becomes U+FFFD.</summary>
    public static string Escape(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text ?? "";
        }

        var (safe, rule) = (new StringBuilder(text.Length), new ShownCharacters());
        foreach (var rune in text.EnumerateRunes())
        {
            if (rule.Shows(rune))
            {
                safe.Append(rune);
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            }
        }

        return safe.ToString();
    }

    /// <summary>Writes JSON that means the same, with those characters as JSON's own escapes: nothing beyond ASCII stands outside its texts.</summary>
    public static void WriteJson(ReadOnlySpan<byte> json, Stream output)
    {
        var (rule, written) = (new ShownCharacters(), 0);
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < json.Length;)
        {
            Rune.DecodeFromUtf8(json[at..], out var rune, out var length);

            // What is below a space is white space between values: within a text JSON has none.
            if (rune.Value >= ' ' && !rule.Shows(rune))
            {
                output.Write(json[written..at]);
                foreach (var unit in units[..rune.EncodeToUtf16(units)])
                {
                    output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}")));
                }

                written = at + length;
            }

            at += length;
        }

        output.Write(json[written..]);
    }
}
