using System.Globalization;
using System.Text;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class TimeShapeTests
{
    public static TheoryData<string> Seconds => ["", ":07", ":59"];

    [Theory]
    [MemberData(nameof(Seconds))]
    [Trait("Fault", "40")]
    public void Every_way_to_write_a_time_comes_back_byte_for_byte(string seconds)
    {
        foreach (var separator in "Tt ")
        {
            foreach (var fraction in seconds.Length == 0 ? [""] : Fractions())
            {
                foreach (var zone in Zones())
                {
                    var text = $"2026-04-15{separator}08:42{seconds}{fraction}{zone}";
                    Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out var ticks, out var shape).Should().BeTrue(text);
                    shape.IsNone.Should().BeFalse(text);
                    shape.Write(ticks).Should().Be(text);
                }
            }
        }
    }

    [Theory]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2026-04-15T08:42:07.1234567891Z")]
    [InlineData("2026-04-15T08:42:07.00000000000000000001+01:00")]
    [Trait("Fault", "40")]
    public void What_no_shape_tells_is_kept_as_text(string text)
    {
        Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out _, out var shape).Should().BeTrue();
        shape.IsNone.Should().BeTrue();
        Row(text).CreatedAtText.Should().Be(text);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00.0000001-00:01")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("9999-12-31T23:59:59.999999999+23:59")]
    [InlineData("2024-02-29T23:59:59,5-23:59")]
    [InlineData("2026-04-15T00:30:00-00:00")]
    public void The_edges_of_the_calendar_come_back(string text) => Row(text).CreatedAtText.Should().Be(text);

    [Fact]
    public void A_time_with_escapes_comes_back_as_it_was_meant()
    {
        Row("2026-04-15T08:42:07\\u002B01:00").CreatedAtText.Should().Be("2026-04-15T08:42:07+01:00");
    }

    /// <summary>Random texts: whatever is taken for a time with a shape is written as it was read.</summary>
    [Fact]
    public void No_text_is_given_back_another()
    {
        var random = new Random(40);
        var bytes = Encoding.UTF8.GetBytes("2026-04-15T08:42:07.123456789+01:00");
        var shaped = 0;
        for (var i = 0; i < 300_000; i++)
        {
            var text = bytes[..random.Next(14, bytes.Length + 1)];
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = (byte)"0123456789Tt:-+.,Zz "[random.Next(20)];
            }

            if (Iso8601.TryParse(text, out var ticks, out var shape) && !shape.IsNone)
            {
                shaped++;
                shape.Write(ticks).Should().Be(Encoding.UTF8.GetString(text));
            }
        }

        shaped.Should().BeGreaterThan(10_000);
    }

    private static IEnumerable<string> Fractions()
    {
        yield return "";
        foreach (var mark in ".,")
        {
            for (var digits = 1; digits <= 9; digits++)
            {
                yield return mark + "123456789"[..digits];
                yield return mark + "000000000"[..digits];
                yield return mark + "900000009"[..digits];
            }
        }
    }

    private static IEnumerable<string> Zones()
    {
        string[] fixedOnes = ["", "Z", "z"];
        return fixedOnes.Concat(
            from sign in "+-"
            from hours in new[] { 0, 1, 5, 14, 23 }
            from minutes in new[] { 0, 1, 30, 59 }
            from style in new[] { "hh", "hhmm", "hh:mm" }
            where style != "hh" || minutes == 0
            select sign + style.Replace("hh", hours.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("mm", minutes.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private static PayrepActivity Row(string createdAt) =>
        PayrepActivity.Parse(Encoding.UTF8.GetBytes($$"""{"id":"a","created_at":"{{createdAt}}"}"""));
}
