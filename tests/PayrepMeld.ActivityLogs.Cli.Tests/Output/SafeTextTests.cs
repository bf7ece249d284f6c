using System.Globalization;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Output;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain é ñ 漢字 😀 ✓ … ½ مرحبا नमस्ते", "plain é ñ 漢字 😀 ✓ … ½ مرحبا नमस्ते")]
    [InlineData("", "")]
    [InlineData("a\tb\r\nc", "a\\u{0009}b\\u{000D}\\u{000A}c")]
    [InlineData("\u001b[31mred\a\0\u007f", "\\u{001B}[31mred\\u{0007}\\u{0000}\\u{007F}")]
    [InlineData("\u0085\u009b2J", "\\u{0085}\\u{009B}2J")]
    [InlineData("gnp.\u202eexe\u202c", "gnp.\\u{202E}exe\\u{202C}")]
    [InlineData("\u2066\u2069\u200e\u200f\u061c", "\\u{2066}\\u{2069}\\u{200E}\\u{200F}\\u{061C}")]
    [InlineData("pay\u200bpal\u200d\u00ad\ufeff\u2060", "pay\\u{200B}pal\\u{200D}\\u{00AD}\\u{FEFF}\\u{2060}")]
    [InlineData("\u2028\u2029", "\\u{2028}\\u{2029}")]
    [InlineData("\u3164\u115f\uffa0\u2800\ufe0f\u034f", "\\u{3164}\\u{115F}\\u{FFA0}\\u{2800}\\u{FE0F}\\u{034F}")]
    [InlineData("\ue000", "\\u{E000}")]
    public void What_a_terminal_could_obey_or_hide_is_shown_by_its_number(string text, string safe) => SafeText.Escape(text).Should().Be(safe);

    [Fact]
    public void Characters_beyond_the_first_plane_are_judged_as_such() =>
        SafeText.Escape(char.ConvertFromUtf32(0xE0041) + char.ConvertFromUtf32(0xE0100) + char.ConvertFromUtf32(0x20000)).Should().Be("\\u{E0041}\\u{E0100}" + char.ConvertFromUtf32(0x20000));

    [Fact]
    public void Half_a_character_is_a_replacement() => SafeText.Escape("a" + '\ud800' + "b" + '\udc00').Should().Be("a\ufffdb\ufffd");

    [Fact]
    public void A_mark_needs_a_letter_and_a_pile_of_marks_ends()
    {
        SafeText.Escape("\u0301a\u0301").Should().Be("\\u{0301}a\u0301");
        SafeText.Escape("a" + new string('\u0301', 6) + "b").Should().Be("a" + new string('\u0301', 4) + "\\u{0301}\\u{0301}b");
    }

    [Fact]
    public void No_character_that_is_shown_is_a_control_or_a_format()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (Rune.TryCreate(value, out var rune) && SafeText.Escape("a" + rune) == "a" + rune)
            {
                Rune.GetUnicodeCategory(rune).Should().NotBe(UnicodeCategory.Control).And.NotBe(UnicodeCategory.Format, "of U+{0:X4}", value);
            }
        }
    }

    [Theory]
    [InlineData("""{"a":"plain é 漢 😀","b":[1,null]}""")]
    [InlineData("{\"c1\":\"\u009b2J\u0085\",\"del\":\"\u007f\"}")]
    [InlineData("{\"bidi\u202e\":\"\u202e\u2066\u200b\ufeff\"}")]
    [InlineData("{\"escaped\":\"\\u001b[2J \\u202e \\ud83d\\ude00 \\ud800 \\\\\"}")]
    [InlineData("{ \"spaced\" :\t\"x\" ,\r\n\"y\":1}\n")]
    public void Json_for_a_terminal_means_the_same(string json)
    {
        using var output = new MemoryStream();
        SafeText.WriteJson(Encoding.UTF8.GetBytes(json), output);

        var safe = Encoding.UTF8.GetString(output.ToArray());
        safe.Should().NotMatchRegex("[\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u001b]");
        (safe == json || JsonElement.DeepEquals(JsonDocument.Parse(safe).RootElement, JsonDocument.Parse(json).RootElement)).Should().BeTrue("{0} is for {1}", safe, json);
    }

    [Fact]
    public void Json_beyond_the_first_plane_is_escaped_in_two_halves()
    {
        using var output = new MemoryStream();
        SafeText.WriteJson(Encoding.UTF8.GetBytes("\"" + char.ConvertFromUtf32(0xE0041) + "\""), output);

        Encoding.UTF8.GetString(output.ToArray()).Should().Be("\"\\uDB40\\uDC41\"");
    }
}
