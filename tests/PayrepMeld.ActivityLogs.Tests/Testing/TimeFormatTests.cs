using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class TimeFormatTests
{
    [Theory]
    [InlineData(0, OffsetStyle.Z, "2026-04-15T23:30:00Z")]
    [InlineData(1, OffsetStyle.Z, "2026-04-15T23:30:00.1Z")]
    [InlineData(3, OffsetStyle.PlusZero, "2026-04-15T23:30:00.123+00:00")]
    [InlineData(6, OffsetStyle.None, "2026-04-15T23:30:00.123456")]
    [InlineData(7, OffsetStyle.PlusOne, "2026-04-16T00:30:00.1234567+01:00")]
    [InlineData(8, OffsetStyle.Z, "2026-04-15T23:30:00.12345678Z")]
    [InlineData(9, OffsetStyle.Z, "2026-04-15T23:30:00.123456789Z")]
    public async Task A_time_is_cut_and_written_as_asked(int digits, OffsetStyle offset, string expected)
    {
        var row = new PayrepRow { Id = "a", CreatedAt = new DateTimeOffset(2026, 4, 15, 23, 30, 0, TimeSpan.Zero).AddTicks(1_234_567), Nanoseconds = 89 };
        var options = new FakePayrepOptions { TimeFormat = new TimeFormat(digits, offset) };
        options.Rows.Add(row);
        using var caller = FakeCaller.Of(new FakePayrep(options));

        (await caller.FetchAsync()).GetProperty("data")[0].GetProperty("created_at").GetString().Should().Be(expected);
    }

    [Fact]
    public void More_than_nine_digits_are_refused()
    {
        var make = () => new TimeFormat(10);
        make.Should().Throw<ArgumentOutOfRangeException>();
    }
}
