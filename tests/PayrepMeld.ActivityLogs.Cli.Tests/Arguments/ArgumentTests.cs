using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Arguments;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Arguments;

public sealed class ArgumentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 30, 0, TimeSpan.Zero);

    private static readonly TimeZoneInfo Lagos = TimeZoneInfo.CreateCustomTimeZone("+1", TimeSpan.FromHours(1), "+1", "+1");

    // Clocks go from 00:00 to 01:00 on the first of April, and back from 01:00 to 00:00 on the first of October.
    private static readonly TimeZoneInfo Midnight = TimeZoneInfo.CreateCustomTimeZone("m", TimeSpan.Zero, "m", "m", "m",
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), new DateTime(2026, 12, 31, 0, 0, 0, DateTimeKind.Unspecified), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), 4, 1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 1, 0, 0, DateTimeKind.Unspecified), 10, 1)),
    ]);

    [Theory]
    [InlineData("30s", "2026-11-22T12:29:30Z")]
    [InlineData("15m", "2026-11-22T12:15:00Z")]
    [InlineData("1.5h", "2026-11-22T11:00:00Z")]
    [InlineData("3d", "2026-11-19T12:30:00Z")]
    [InlineData("1w", "2026-11-15T12:30:00Z")]
    [InlineData("0d", "2026-11-22T12:30:00Z")]
    [InlineData("2026-11-20", "2026-11-19T23:00:00Z")]
    [InlineData("2026-11-20T08:00", "2026-11-20T07:00:00Z")]
    [InlineData("2026-11-20T08:00:00.1234567", "2026-11-20T07:00:00.1234567Z")]
    [InlineData("2026-11-20T08:00:00Z", "2026-11-20T08:00:00Z")]
    [InlineData("2026-11-20 08:00", "2026-11-20T07:00:00Z")]
    [InlineData("2026-11-20 08:00:00.123+01:00", "2026-11-20T07:00:00.123Z")]
    [InlineData("2026-11-20T08:00Z", "2026-11-20T08:00:00Z")]
    [InlineData("2026-11-20T08:00:00.5-05:00", "2026-11-20T13:00:00.5Z")]
    [InlineData("2026-11-20 08:00:00 +01:00", "2026-11-20T07:00:00Z")]
    [InlineData("2026-11-20 08:00:00 UTC", "2026-11-20T08:00:00Z")]
    [InlineData("2026-11-20t08:00:00z", "2026-11-20T08:00:00Z")]
    [InlineData("2026-11-20T08:00:00.123456789Z", "2026-11-20T08:00:00.1234567Z")]
    [InlineData("2026-11-20T08:00:00.123456789-01:00", "2026-11-20T09:00:00.1234567Z")]
    public void A_time_is_read(string text, string expected)
    {
        TimeArgument.TryParse(text, Now, Lagos, out var instant).Should().BeTrue();
        instant.Should().Be(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
        instant.Offset.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("2")]
    [InlineData("-2h")]
    [InlineData("2y")]
    [InlineData("NaNh")]
    [InlineData("1e9h")]
    [InlineData("99999999d")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("20/11/2026")]
    [InlineData("0001-01-01")]
    [InlineData("2026-11-20  08:00")]
    [InlineData("2026-11-20 08:00 GMT")]
    [InlineData("2026-11-20T")]
    public void What_is_no_time_is_refused(string text) => TimeArgument.TryParse(text, Now, Lagos, out _).Should().BeFalse();

    [Theory]
    [InlineData("2026-04-01", "2026-04-01T00:00:00Z")]
    [InlineData("2026-10-01", "2026-09-30T23:00:00Z")]
    public void A_midnight_that_is_skipped_or_comes_twice_is_the_first_moment_of_its_day(string date, string expected)
    {
        TimeArgument.TryParse(date, Now, Midnight, out var instant).Should().BeTrue();
        instant.Should().Be(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("400", 400, true)]
    [InlineData("400", 401, false)]
    [InlineData("4xx", 499, true)]
    [InlineData("4XX", 500, false)]
    [InlineData("!404", 404, false)]
    [InlineData("!404", 200, true)]
    [InlineData("!404", null, true)]
    [InlineData("404", null, false)]
    [InlineData("4xx,!404", 404, false)]
    [InlineData("4xx, !404", 403, true)]
    [InlineData("4xx,!404", 500, false)]
    [InlineData("200,5xx", 503, true)]
    [InlineData("!2xx", 204, false)]
    public void A_status_is_matched(string pattern, int? status, bool expected)
    {
        StatusCodePattern.TryParse([pattern], out var parsed).Should().BeTrue();
        parsed!.Matches(status).Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4x")]
    [InlineData("0xx")]
    [InlineData("abc")]
    [InlineData("400,")]
    [InlineData("!!4xx")]
    [InlineData("1000")]
    public void What_is_no_status_is_refused(string pattern) => StatusCodePattern.TryParse([pattern], out _).Should().BeFalse();

    [Theory]
    [InlineData("/v1/transfers", "/V1/transfers", true)]
    [InlineData("/v1/transfers", "/v1/transfers/7", false)]
    [InlineData("/v1/*", "/v1/transfers/7", true)]
    [InlineData("*transfers*", "/v1/transfers/7", true)]
    [InlineData("/v1/*/7", "/v1/transfers/7", true)]
    [InlineData("/v1/*/8", "/v1/transfers/7", false)]
    [InlineData("/a*a", "/a", false)]
    [InlineData("*ab*ab", "ab", false)]
    [InlineData("*ab*ab", "abab", true)]
    [InlineData("*", "", true)]
    [InlineData("**", "x", true)]
    [InlineData("*", null, false)]
    [InlineData("/v1/transfers", "/v1/transfers?page=2", true)]
    [InlineData("/v1/transfers?page=2", "/v1/transfers?page=2", true)]
    [InlineData("*?page=3", "/v1/transfers?page=2", false)]
    [InlineData("/v1/*s", "/v1/transfers?page=2", true)]
    [InlineData("/v1/transfers", "https://api.meld.io/v1/transfers?page=2", true)]
    [InlineData("https://*/transfers?*", "https://api.meld.io/v1/transfers?page=2", true)]
    [InlineData("/", "https://api.meld.io", true)]
    [InlineData("", "?page=2", false)]
    public void An_endpoint_is_matched(string pattern, string? endpoint, bool expected) => new EndpointPattern(pattern).Matches(endpoint).Should().Be(expected);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.9/24", "203.0.114.1", false)]
    [InlineData("10.1.2.3/8", "10.200.0.1", true)]
    [InlineData("0.0.0.0/0", "198.51.100.1", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", true)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.200.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.0.0.1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("10.0.0.0/8", "203.0.113.7, 10.0.0.1", true)]
    [InlineData("10.0.0.0/8", "203.0.113.7,", false)]
    [InlineData("8.0.0.1", "010.0.0.1", false)]
    [InlineData("2001:db8::/32", "2001:DB8:1::1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:0::1", true)]
    [InlineData("10.0.0.0/8", "not an address", false)]
    [InlineData("10.0.0.0/8", null, false)]
    public void An_address_is_matched(string range, string? address, bool expected)
    {
        AddressRange.TryParse(range, out var parsed).Should().BeTrue();
        parsed!.Contains(address).Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("10.0.0")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("::ffff:10.0.0.0/129")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("::/129")]
    [InlineData("example.com")]
    public void What_is_no_address_is_refused(string range) => AddressRange.TryParse(range, out _).Should().BeFalse();
}
