using System.Globalization;
using System.Text;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Tests.Json;

public sealed class Iso8601Tests
{
    [Theory]
    [InlineData("2026-04-15T08:42:07Z", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15T08:42:07.1Z", "2026-04-15T08:42:07.1000000")]
    [InlineData("2026-04-15T08:42:07.123456Z", "2026-04-15T08:42:07.1234560")]
    [InlineData("2026-04-15T08:42:07.1234567Z", "2026-04-15T08:42:07.1234567")]
    [InlineData("2026-04-15T08:42:07.123456789Z", "2026-04-15T08:42:07.1234567")]
    [InlineData("2026-04-15T08:42:07.999999999Z", "2026-04-15T08:42:07.9999999")]
    [InlineData("2026-04-15T08:42:07.00000000000000000001Z", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15T08:42:07,5Z", "2026-04-15T08:42:07.5000000")]
    [InlineData("2026-04-15T08:42Z", "2026-04-15T08:42:00.0000000")]
    [InlineData("2026-04-15T08:42", "2026-04-15T08:42:00.0000000")]
    public void Any_number_of_fraction_digits_is_read_and_those_below_100_ns_are_cut(string text, string utc) => Read(text).Should().Be(utc);

    [Theory]
    [InlineData("2026-04-15T08:42:07", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15 08:42:07", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15t08:42:07z", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15T09:42:07+01:00", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15T09:42:07+0100", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15T09:42:07+01", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15T03:12:07-05:30", "2026-04-15T08:42:07.0000000")]
    [InlineData("2026-04-15T08:42:07.25-00:00", "2026-04-15T08:42:07.2500000")]
    [InlineData("2026-04-15T00:30:00+01:00", "2026-04-14T23:30:00.0000000")]
    [InlineData("2026-04-15T08:42+01:00", "2026-04-15T07:42:00.0000000")]
    [InlineData("2026-04-16T07:41:07+22:59", "2026-04-15T08:42:07.0000000")]
    public void Any_offset_becomes_utc_and_none_means_utc(string text, string utc) => Read(text).Should().Be(utc);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")]
    public void The_calendars_edges_and_a_leap_second_are_read(string text, string utc) => Read(text).Should().Be(utc);

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1744706527")]
    [InlineData("2026-04-15")]
    [InlineData("2026-04-15T")]
    [InlineData("2026-04-15T08")]
    [InlineData("2026-04-15T08:4")]
    [InlineData("2026-04-15T08:42:")]
    [InlineData("2026-04-15T08:42:0")]
    [InlineData("2026-04-15T08:42:07.")]
    [InlineData("2026-04-15T08:42:07.Z")]
    [InlineData("2026-04-15T08:42:07ZZ")]
    [InlineData("2026-04-15T08:42:07 ")]
    [InlineData(" 2026-04-15T08:42:07")]
    [InlineData("2026-04-15T08:42:07+")]
    [InlineData("2026-04-15T08:42:07+1")]
    [InlineData("2026-04-15T08:42:07+01:")]
    [InlineData("2026-04-15T08:42:07+01:0")]
    [InlineData("2026-04-15T08:42:07+01:000")]
    [InlineData("2026-04-15T08:42:07+24:00")]
    [InlineData("2026-04-15T08:42:07+01:60")]
    [InlineData("2026-04-15T08:42:07 +01:00")]
    [InlineData("2026-04-15T08:42:07 UTC")]
    [InlineData("2026/04/15T08:42:07Z")]
    [InlineData("2026-04-15_08:42:07Z")]
    [InlineData("20260415T084207Z")]
    [InlineData("2026-4-15T08:42:07Z")]
    [InlineData("+2026-04-15T08:42:07Z")]
    [InlineData("-026-04-15T08:42:07Z")]
    [InlineData("２０２６-04-15T08:42:07Z")]
    public void What_is_no_time_is_refused(string text) => Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out _, out _).Should().BeFalse();

    [Theory]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-00-15T08:42:07Z")]
    [InlineData("2026-13-15T08:42:07Z")]
    [InlineData("2026-04-00T08:42:07Z")]
    [InlineData("2026-04-31T08:42:07Z")]
    [InlineData("2025-02-29T08:42:07Z")]
    [InlineData("2026-04-15T24:00:00Z")]
    [InlineData("2026-04-15T08:60:00Z")]
    [InlineData("2026-04-15T08:42:61Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    public void What_is_out_of_range_is_refused_and_does_not_throw(string text) => Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out _, out _).Should().BeFalse();

    private static string Read(string text)
    {
        Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out var ticks, out _).Should().BeTrue();
        return new DateTimeOffset(ticks, TimeSpan.Zero).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
    }
}
