using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\"", "")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t")]
    [InlineData("\"a\\u0041\\u00e9\\u00E9\"", "aAéé")]
    [InlineData("\"\\u0000\"", "\0")]
    [InlineData("\"a\\u0000b\"", "a\0b")]
    [InlineData("\"\\uD83D\\uDE00\"", "😀")]
    [InlineData("\"\\ud83d\\ude00 and 😀\"", "😀 and 😀")]
    [InlineData("\"naïve \\u202e\"", "naïve \u202e")]
    [InlineData("17", "17")]
    [InlineData("1.50e3", "1.50e3")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("[\"x\"]", null)]
    public void A_scalar_is_read_as_text_and_nothing_else_is(string json, string? expected)
    {
        Text(json, out var altered).Should().Be(expected);
        altered.Should().BeFalse();
    }

    [Theory]
    [InlineData("\"\\ud800\"", "\ufffd")]
    [InlineData("\"\\udc00\"", "\ufffd")]
    [InlineData("\"a\\ud83d\"", "a\ufffd")]
    [InlineData("\"\\ud83dx\"", "\ufffdx")]
    [InlineData("\"\\ude00\\ud83d\"", "\ufffd\ufffd")]
    [InlineData("\"\\ud83d\\ud83d\\ude00\"", "\ufffd😀")]
    [InlineData("\"\\ud83d😀\"", "\ufffd😀")]
    public void A_lone_surrogate_becomes_the_replacement_character_and_is_told(string json, string expected)
    {
        Text(json, out var altered).Should().Be(expected);
        altered.Should().BeTrue();
    }

    [Fact]
    public void A_replacement_character_the_vendor_wrote_is_not_an_alteration()
    {
        Text("\"\\ufffd \ufffd\"", out var altered).Should().Be("\ufffd \ufffd");
        altered.Should().BeFalse();
    }

    [Theory]
    [InlineData("200", 200L)]
    [InlineData("\"200\"", 200L)]
    [InlineData("-1", -1L)]
    [InlineData("\"-1\"", -1L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("2.5", null)]
    [InlineData("2e2", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"many\"", null)]
    [InlineData("\"0x10\"", null)]
    [InlineData("null", null)]
    [InlineData("true", null)]
    [InlineData("[]", null)]
    public void A_whole_number_is_read_also_from_a_text(string json, long? expected)
    {
        var reader = On(json);
        JsonText.ReadInteger(ref reader).Should().Be(expected);
    }

    [Theory]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("2147483648", null)]
    [InlineData("-2147483649", null)]
    public void A_number_beyond_32_bits_is_none(string json, int? expected)
    {
        var reader = On(json);
        JsonText.ReadInt32(ref reader).Should().Be(expected);
    }

    [Theory]
    [InlineData("{\"id\":1}", true)]
    [InlineData("{\"\\u0069d\":1}", true)]
    [InlineData("{\"ID\":1}", false)]
    [InlineData("{\"id \":1}", false)]
    public void A_name_is_compared_exactly_with_its_escapes_resolved(string json, bool expected)
    {
        var reader = On(json);
        reader.Read();
        JsonText.NameIs(ref reader, "id"u8).Should().Be(expected);
    }

    [Fact]
    public void A_byte_order_mark_is_left_out_once()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];
        JsonText.WithoutMark([.. mark, .. "{}"u8]).ToArray().Should().Equal("{}"u8.ToArray());
        JsonText.WithoutMark([.. mark, .. mark]).ToArray().Should().Equal(mark);
        JsonText.WithoutMark("{}"u8).ToArray().Should().Equal("{}"u8.ToArray());
    }

    private static string? Text(string json, out bool altered)
    {
        var reader = On(json);
        return JsonText.Read(ref reader, out altered);
    }

    private static Utf8JsonReader On(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), JsonText.ReaderOptions);
        reader.Read();
        return reader;
    }
}
