using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class MeldValidationTests
{
    private const string Range = "start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z";

    [Theory]
    [InlineData("end=2027-01-01T00:00:00Z")]
    [InlineData("start=2026-01-01T00:00:00Z")]
    [InlineData("start=yesterday&end=2027-01-01T00:00:00Z")]
    [InlineData("start=2026-01-01&end=2027-01-01T00:00:00Z")]
    [InlineData("start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00%2B01:00")]
    [InlineData("start=2026-01-01T00:00:00+01:00&end=2027-01-01T00:00:00+01:00")]
    [InlineData("start=2027-01-01T00:00:00Z&end=2026-01-01T00:00:00Z")]
    [InlineData(Range + "&customerId=a&externalCustomerId=b")]
    [InlineData(Range + "&before=a&after=b")]
    [InlineData(Range + "&after=nobody")]
    [InlineData(Range + "&limit=0")]
    [InlineData(Range + "&limit=101")]
    [InlineData(Range + "&limit=ten")]
    [InlineData(Range + "&limit=1&limit=2")]
    public async Task A_bad_query_is_refused_with_the_error_object(string query)
    {
        using var caller = FakeCaller.Of(new FakeMeld());

        var error = await caller.SearchAsync(query, status: 400);

        error.EnumerateObject().Select(member => member.Name).Should().Equal("code", "message", "errors", "requestId", "timestamp");
    }

    [Theory]
    [InlineData(Range)]
    [InlineData(Range + "&limit=1")]
    [InlineData(Range + "&limit=100")]
    [InlineData("start=2026-01-01T00:00:00.123456789%2B01:00&end=2027-01-01T00:00:00%2B01:00")]
    [InlineData("start=2026-01-01T00:00:00&end=2027-01-01T00:00:00")]
    public async Task A_good_query_is_answered(string query)
    {
        using var caller = FakeCaller.Of(new FakeMeld());
        (await caller.SearchAsync(query)).GetProperty("count").GetInt32().Should().Be(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("meld-test-key")]
    [InlineData("BASIC other-key")]
    [InlineData("BASIC bWVsZC10ZXN0LWtleTo=")]
    [InlineData("Bearer meld-test-key")]
    public async Task Any_other_authorization_than_the_raw_key_is_refused(string? authorization)
    {
        using var caller = FakeCaller.Of(new FakeMeld());
        caller.Authorization = authorization;

        var error = await caller.SearchAsync(Range, status: 401);

        error.GetProperty("code").GetString().Should().Be("INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task The_version_used_is_named_in_every_answer()
    {
        using var caller = FakeCaller.Of(new FakeMeld());
        using var plain = await caller.SendAsync(HttpMethod.Get, "/activity-log?" + Range);
        caller.Http.DefaultRequestHeaders.Add("Meld-Version", "2024-12-31");
        using var asked = await caller.SendAsync(HttpMethod.Get, "/activity-log");

        plain.Headers.GetValues("Meld-Version").Should().Equal("2025-03-04");
        asked.Headers.GetValues("Meld-Version").Should().Equal("2024-12-31");
    }

    [Fact]
    public async Task An_unknown_key_begins_at_the_top_when_it_is_not_refused()
    {
        var options = new FakeMeldOptions { UnknownCursor = UnknownCursor.ByValue };
        options.Rows.Add(new MeldRow { Key = "k", OccurredAt = Switches.Noon });
        using var caller = FakeCaller.Of(new FakeMeld(options));
        (await caller.SearchAsync(Range + "&after=nobody")).GetProperty("count").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Another_path_is_not_found()
    {
        using var caller = FakeCaller.Of(new FakeMeld());
        (await caller.JsonAsync(HttpMethod.Get, "/other", status: 404)).GetProperty("code").GetString().Should().Be("NOT_FOUND");
    }
}
