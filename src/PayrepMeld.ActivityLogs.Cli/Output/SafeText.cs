using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>What a log row contains was written by others: a terminal must not obey it.</summary>
internal static class SafeText
{
    /// <summary>Shows control, escape, bidirectional and other invisible characters by their number; all else stays.</summary>
    public static string Escape(string? text)
    {
        var safe = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsShown(Rune.GetUnicodeCategory(rune)))
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

    private static bool IsShown(UnicodeCategory category) => category
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
