using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Output;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("漢字", 4)]
    [InlineData("ｆ", 2)]
    [InlineData("한", 2)]
    [InlineData("😀", 2)]
    [InlineData("𠀀", 2)]
    [InlineData("…", 1)]
    public void A_text_takes_columns(string text, int width) => CellWidth.Of(text).Should().Be(width);

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("漢字", 4, "漢字")]
    [InlineData("漢字", 3, "漢…")]
    [InlineData("漢字", 2, "…")]
    [InlineData("a漢字", 4, "a漢…")]
    [InlineData("😀😀", 3, "😀…")]
    [InlineData("ae\u0301\u0301b", 2, "a…")]
    [InlineData("ae\u0301", 2, "ae\u0301")]
    [InlineData("ab", 1, "…")]
    [InlineData("ab", 0, "")]
    public void A_long_text_ends_with_a_mark(string text, int width, string expected) => CellWidth.Fit(text, width).Should().Be(expected);

    [Theory]
    [InlineData("POST /api/v1/transfers", 22, "POST /api/v1/transfers")]
    [InlineData("POST /api/v1/transfers", 16, "POST …/transfers")]
    [InlineData("/api/v1/transfers", 11, "…/transfers")]
    [InlineData("DELETE /a/b/c", 8, "DELETE …")]
    [InlineData("DELETE /a/b/c", 9, "DELETE …c")]
    [InlineData("INBOUND_REQUEST_WEBHOOK", 8, "…WEBHOOK")]
    [InlineData("averylongword and more", 8, "…nd more")]
    [InlineData("GET /漢字漢字", 8, "GET …字")]
    [InlineData("GET /xxe\u0301", 6, "GET …e\u0301")]
    public void A_long_path_keeps_its_method_and_its_end(string text, int width, string expected)
    {
        CellWidth.FitInside(text, width).Should().Be(expected);
        CellWidth.Of(expected).Should().BeLessThanOrEqualTo(width);
    }
}
