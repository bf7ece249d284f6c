using PayrepMeld.ActivityLogs.Cli.Reporting;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Reporting;

public sealed class ShellWordTests
{
    [BashFact]
    public async Task A_shell_reads_back_the_text_and_runs_nothing()
    {
        using var folder = new TempFolder();
        var random = new Random(9);
        string[] parts = ["'", "\"", "\\", "$", "`", "!", "\n", "\e", "\u202E", "😀", "é", " ", "-", "*", "~", "#", ";", "&", "|", "(", ")", "{", "}", "<", ">", "?", "[", "]", "=", "\t", "touch ran", "0", "%"];
        var texts = Hostile.Texts.Where(ShellWord.CanBe)
            .Concat(Enumerable.Range(0, 500).Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => parts[random.Next(parts.Length)]))))
            .ToList();

        var words = await Bash.ArgumentsAsync(folder, texts.Select(text => "activitylogs " + ShellWord.Of(text)));

        words.Should().BeEquivalentTo(texts.Select(text => (string[])[text]), o => o.WithStrictOrdering());
        folder.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData("2026-11-20T08:00:00.5Z", "2026-11-20T08:00:00.5Z")]
    [InlineData("/api/v1/x", "/api/v1/x")]
    [InlineData("4xx", "4xx")]
    [InlineData("Account not found", "'Account not found'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    [InlineData("a\nb!", @"$'a\012b\041'")]
    public void A_word_is_no_longer_than_it_needs(string text, string expected) => ShellWord.Of(text).Should().Be(expected);

    [Fact]
    public void What_no_process_can_be_given_is_no_word() => (ShellWord.CanBe("a\0b"), ShellWord.CanBe("a\ud83d"), ShellWord.CanBe("a😀")).Should().Be((false, false, true));
}
