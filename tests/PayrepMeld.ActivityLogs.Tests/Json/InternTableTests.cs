using System.Text;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class InternTableTests
{
    private readonly InternTable<string> _table = new(maxLength: 96);

    [Fact]
    public void Bytes_met_twice_are_one_object_from_then_on()
    {
        var first = Intern("/api/v1/account");
        var second = Intern("/api/v1/account");

        second.Should().NotBeSameAs(first, "the doorkeeper lets in what it has seen before");
        Intern("/api/v1/account").Should().BeSameAs(second);
        Intern("/api/v1/account").Should().BeSameAs(second).And.Be("/api/v1/account");
    }

    [Fact]
    public void A_million_distinct_texts_leave_next_to_nothing_behind()
    {
        for (var i = 0; i < 1_000_000; i++)
        {
            Intern($"/api/v1/account/{i}");
        }

        _table.Count.Should().BeLessThan(InternTable<string>.Capacity / 100);
    }

    [Fact]
    public void However_often_all_repeat_it_holds_no_more_than_it_has_places()
    {
        for (var i = 0; i < 300_000; i++)
        {
            Intern($"/api/v1/account/{i / 3}");
        }

        _table.Count.Should().BeInRange(InternTable<string>.Capacity / 2, InternTable<string>.Capacity);
    }

    [Fact]
    public void What_repeats_stays_while_a_flood_of_distinct_texts_goes_by()
    {
        Intern("GET");
        var kept = Intern("GET");
        for (var i = 0; i < 100_000; i++)
        {
            Intern($"flood {i}");
        }

        Intern("GET").Should().BeSameAs(kept);
    }

    [Fact]
    public void Longer_bytes_than_are_kept_are_made_anew_each_time()
    {
        var text = new string('a', 97);
        for (var i = 0; i < 5; i++)
        {
            Intern(text).Should().Be(text);
        }

        _table.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1234567")]
    [InlineData("12345678")]
    [InlineData("123456789")]
    public void Texts_that_differ_by_a_byte_or_a_length_are_told_apart(string text)
    {
        for (var i = 0; i < 3; i++)
        {
            Intern(text).Should().Be(text);
            Intern(text + "\0").Should().Be(text + "\0");
            Intern("\0" + text).Should().Be("\0" + text);
            Intern(text + "a").Should().Be(text + "a");
        }
    }

    [Fact]
    public void Many_threads_get_the_text_they_asked_for()
    {
        var wrong = 0;
        Parallel.For(0, 8, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 50_000; i++)
            {
                var text = $"text {random.Next(3000)}";
                if (Intern(text) != text)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        });

        wrong.Should().Be(0);
        _table.Count.Should().BeLessThanOrEqualTo(InternTable<string>.Capacity);
    }

    private string Intern(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (_table.Find(bytes, out var hash) is { } known)
        {
            return known;
        }

        var made = Encoding.UTF8.GetString(bytes);
        _table.Offer(bytes, hash, made);
        return made;
    }
}
