using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>How many columns of a terminal a text takes.</summary>
internal static class CellWidth
{
    private const string Cut = "…";

    public static int Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The text, or as much of it as leaves room for the mark that says so.</summary>
    public static string Fit(string text, int width)
    {
        var (at, used, fits) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width)
            {
                return width > 0 ? text[..fits] + Cut : "";
            }

            at += rune.Utf16SequenceLength;
            fits = used < width ? at : fits;
        }

        return text;
    }

    // Beyond the first 65,536 characters nearly all that is written is wide: emoji and rare Han. One taken for wider than it is breaks no row.
    private static int Of(Rune rune) => rune.IsAscii ? 1
        : rune.IsBmp ? ((char)rune.Value).GetCellWidth()
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : 2;
}
