using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Which characters of a text a terminal may be given, asked one after the other.</summary>
internal struct ShownCharacters()
{
    /// <summary>More than any language puts on one letter; a pile of them covers the lines above.</summary>
    private const int MostMarks = 4;

    // A mark at the beginning would stand on what the tool printed before it.
    private int _marks = MostMarks;

    public bool Shows(Rune rune)
    {
        if (rune.IsAscii)
        {
            _marks = 0;
            return !Rune.IsControl(rune);
        }

        var category = Rune.GetUnicodeCategory(rune);
        _marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? _marks + 1 : 0;
        return _marks <= MostMarks && !IsBlank(rune.Value) && category
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
    }

    /// <summary>Letters, marks and symbols by their category, and yet nothing to see: fillers, joiners, variation selectors, the empty braille cell.</summary>
    private static bool IsBlank(int character) => character
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);
}
