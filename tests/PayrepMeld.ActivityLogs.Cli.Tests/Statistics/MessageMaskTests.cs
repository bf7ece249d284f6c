using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Statistics;

public sealed class MessageMaskTests
{
    [Theory]
    [InlineData("Transfer 17 to 3f2504e0-4f89-41d3-9a0c-0305e82c3301 failed", "Transfer <n> to <id> failed")]
    [InlineData("Transfer 99 to 9B1DEB4D-3B7D-4BAD-9BDD-2B0D7B3DCB6D failed", "Transfer <n> to <id> failed")]
    [InlineData("Amount 1,250.00 NGN exceeds 500", "Amount <n> NGN exceeds <n>")]
    [InlineData("Locked since 2026-11-20T08:00:00.123Z", "Locked since <n>")]
    [InlineData("Refused for 10.0.0.1 at 17:03", "Refused for <n> at <n>")]
    [InlineData("No user ada.obi+test@example.com", "No user <email>")]
    [InlineData("Took 1500ms, the 3rd time", "Took <n>ms, the <n>rd time")]
    [InlineData("Customer cus_0042 (req_9f8e7d6c5b4a3f2e)", "Customer cus_<n> (req_<id>)")]
    [InlineData("hash 5f4dcc3b5aa765d61d8327deb882cf99", "hash <id>")]
    [InlineData("0x7ffde3a1 is no OAuth2 token of v2", "<id> is no OAuth2 token of v2")]
    [InlineData("  two\r\n\tlines\0 ", "two lines")]
    [InlineData("CUSTOMER_NOT_FOUND", "CUSTOMER_NOT_FOUND")]
    [InlineData("-5 °C: naïve 中文 😀", "-<n> °C: naïve 中文 😀")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void What_differs_from_one_time_to_the_next_is_taken_out(string? message, string? expected) => MessageMask.Of(message).Should().Be(expected);

    [Fact]
    public void Masking_again_changes_nothing()
    {
        foreach (var message in Messages(count: 20_000))
        {
            var masked = MessageMask.Of(message)!;
            MessageMask.Of(masked).Should().Be(masked, "it is the mask of {0}", message);
        }
    }

    [Fact]
    public void Another_number_or_id_in_its_place_is_the_same_kind()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            string Message() => $"Transfer {random.Next()} of {random.Next(1, 9)},{random.Next(100, 999)}.00 to {new Guid(Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256)).ToArray())} by u{random.Next(9999)}@example.com";
            MessageMask.Of(Message()).Should().Be(MessageMask.Of(Message()));
        }
    }

    [Fact]
    public void A_mask_is_short_however_long_the_message() => Messages(2000).Select(m => MessageMask.Of(m + new string('x', 5000) + m)!.Length).Max().Should().BeLessThanOrEqualTo(MessageMask.Longest);

    [Fact]
    public void A_word_that_is_longer_tells_no_kind_and_is_not_nothing()
    {
        MessageMask.Of(new string('Q', 201)).Should().Be("<id>").And.Be(MessageMask.Of(new string('W', 300)));
        MessageMask.Of("Bad token " + new string('x', 3000) + " of v2").Should().Be("Bad token <id> of v2");
        MessageMask.Of(new string('Q', 200)).Should().Be(new string('Q', 200));
    }

    private static IEnumerable<string> Messages(int count)
    {
        var random = new Random(42);
        string[] parts = [new string('w', 150), "a", "T", "Z", "0", "17", "9f", "-", "_", ".", "@", ":", ",", "+", " ", "\n", "<", ">", "<n>", "<id>", "é", "😀", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "word", "0x", "٣", "\ud83d"];
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => parts[random.Next(parts.Length)]));
        }
    }
}
