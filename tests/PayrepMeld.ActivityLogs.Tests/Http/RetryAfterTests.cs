using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Http;

public sealed class RetryAfterTests
{
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 4, 15, 12, 0, 0, TimeSpan.Zero));

    private TimeSpan? Read(string? header, string? date = null)
    {
        using var response = new HttpResponseMessage();
        if (header is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", header);
        }

        if (date is not null)
        {
            response.Headers.TryAddWithoutValidation("Date", date);
        }

        return RetryAfter.TryRead(response, _time, out var wait) ? wait : null;
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData(" 120 ", 120)]
    [InlineData("86400", 86400)]
    [InlineData("Wed, 15 Apr 2026 12:00:30 GMT", 30)]
    [InlineData("Wed, 15 Apr 2026 12:00:00 GMT", 0)]
    [Trait("Fault", "10")]
    public void Seconds_and_dates_are_read(string header, int seconds) => Read(header).Should().Be(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1.5")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("0x10")]
    [InlineData("5 s")]
    [InlineData("86401")]
    [InlineData("99999999999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("Wed, 15 Apr 2026 11:59:59 GMT")]
    [InlineData("Fri, 17 Apr 2026 12:00:00 GMT")]
    [InlineData("2026-04-15T12:00:30")]
    [Trait("Fault", "12")]
    public void What_cannot_be_meant_is_not_obeyed(string? header) => Read(header).Should().BeNull();

    [Theory]
    [InlineData("Wed, 15 Apr 2026 12:00:10 GMT")]
    [InlineData("Tue, 14 Apr 2026 12:00:10 GMT")]
    [InlineData("Thu, 01 Jan 1998 00:00:00 GMT")]
    [Trait("Fault", "47")]
    public void A_date_is_measured_against_the_servers_own_clock(string serverNow)
    {
        var until = DateTimeOffset.Parse(serverNow, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(20);

        Read(until.ToString("R", System.Globalization.CultureInfo.InvariantCulture), serverNow).Should().Be(TimeSpan.FromSeconds(20));
    }
}
