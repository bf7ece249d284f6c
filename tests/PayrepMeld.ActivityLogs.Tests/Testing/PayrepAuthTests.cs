using System.Text.Json;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class PayrepAuthTests
{
    private const string Credentials = """{"email":"dashboard@example.com","password":"password"}""";
    private readonly FakeTime _time = new();

    [Fact]
    public async Task A_login_gives_tokens_that_hold_until_they_expire()
    {
        var fake = new FakePayrep(new FakePayrepOptions { TimeProvider = _time, TokenLifetime = TimeSpan.FromMinutes(5) });
        using var caller = await LoginAsync(fake);

        Code(await caller.FetchAsync()).Should().Be("00");
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Code(await caller.FetchAsync()).Should().Be("00");
        _time.Advance(TimeSpan.FromTicks(1));
        Code(await caller.FetchAsync()).Should().Be("42");
        fake.LoginCount.Should().Be(1);
    }

    [Fact]
    public async Task A_refresh_gives_a_new_access_token_and_no_refresh_token()
    {
        var fake = new FakePayrep(new FakePayrepOptions { TimeProvider = _time });
        using var caller = await LoginAsync(fake);
        fake.ExpireTokens();
        Code(await caller.FetchAsync()).Should().Be("42");

        var refreshed = await caller.JsonAsync(HttpMethod.Post, FakeCaller.RefreshPath, $$"""{"refresh":"{{_refresh}}"}""");
        caller.Authorization = "Bearer " + refreshed.GetProperty("data").GetProperty("access").GetString();

        refreshed.GetProperty("data").EnumerateObject().Should().ContainSingle();
        Code(await caller.FetchAsync()).Should().Be("00");
        fake.RefreshCount.Should().Be(1);
    }

    [Theory]
    [InlineData("""{"email":"dashboard@example.com","password":"wrong"}""", "41")]
    [InlineData("""{"email":"nobody@example.com","password":"password"}""", "41")]
    [InlineData("""{"email":"dashboard@example.com"}""", "02")]
    [InlineData("""{"password":"password"}""", "02")]
    [InlineData("[]", "01")]
    [InlineData("{", "01")]
    public async Task A_login_is_refused_inside_http_200(string body, string code)
    {
        using var caller = new FakeCaller(new FakePayrep().CreateHandler());

        var answer = await caller.JsonAsync(HttpMethod.Post, FakeCaller.LoginPath, body);

        answer.GetProperty("status").GetBoolean().Should().BeFalse();
        answer.GetProperty("data").ValueKind.Should().Be(JsonValueKind.Null);
        Code(answer).Should().Be(code);
    }

    [Fact]
    public async Task Errors_can_carry_an_http_status()
    {
        using var caller = new FakeCaller(new FakePayrep(new FakePayrepOptions { ErrorsUseHttpStatus = true }).CreateHandler());

        Code(await caller.JsonAsync(HttpMethod.Post, FakeCaller.LoginPath, """{"email":"a","password":"b"}""", status: 401)).Should().Be("41");
        Code(await caller.JsonAsync(HttpMethod.Post, FakeCaller.LoginPath, "{}", status: 400)).Should().Be("02");
        Code(await caller.FetchAsync(status: 401)).Should().Be("42");
    }

    [Fact]
    public async Task Logins_and_refreshes_can_be_switched_off()
    {
        var fake = new FakePayrep();
        using var caller = await LoginAsync(fake);
        fake.Options.RefuseLogin = fake.Options.RefuseRefresh = true;

        Code(await caller.JsonAsync(HttpMethod.Post, FakeCaller.LoginPath, Credentials)).Should().Be("41");
        Code(await caller.JsonAsync(HttpMethod.Post, FakeCaller.RefreshPath, $$"""{"refresh":"{{_refresh}}"}""")).Should().Be("42");
    }

    [Fact]
    public async Task Given_tokens_hold_until_they_are_made_to_expire_and_can_be_accepted_again()
    {
        var fake = new FakePayrep();
        using var caller = FakeCaller.Of(fake);

        Code(await caller.FetchAsync()).Should().Be("00");
        fake.ExpireTokens();
        Code(await caller.FetchAsync()).Should().Be("42");
        fake.AcceptToken("payrep-test-token");
        Code(await caller.FetchAsync()).Should().Be("00");
    }

    [Fact]
    public async Task Verify_says_until_when_a_token_holds()
    {
        var fake = new FakePayrep(new FakePayrepOptions { TimeProvider = _time });
        using var caller = await LoginAsync(fake);
        var token = caller.Authorization!["Bearer ".Length..];

        var info = (await caller.JsonAsync(HttpMethod.Post, FakeCaller.VerifyPath, $$"""{"token":"{{token}}"}""")).GetProperty("data");

        info.GetProperty("issued_at").GetString().Should().Be("2026-04-15T12:00:00Z");
        info.GetProperty("expires_at").GetString().Should().Be("2026-04-15T13:00:00Z");
        Code(await caller.JsonAsync(HttpMethod.Post, FakeCaller.VerifyPath, """{"token":"other"}""")).Should().Be("42");
    }

    [Fact]
    public async Task Another_path_is_not_found_and_another_method_not_allowed()
    {
        using var caller = FakeCaller.Of(new FakePayrep());
        await caller.JsonAsync(HttpMethod.Post, "/api/v1/other", status: 404);
        await caller.JsonAsync(HttpMethod.Get, FakeCaller.FetchPath, status: 405);
    }

    private string? _refresh;

    private async Task<FakeCaller> LoginAsync(FakePayrep fake)
    {
        var caller = new FakeCaller(fake.CreateHandler());
        var data = (await caller.JsonAsync(HttpMethod.Post, FakeCaller.LoginPath, Credentials)).GetProperty("data");
        data.GetProperty("user").GetProperty("email").GetString().Should().Be("dashboard@example.com");
        _refresh = data.GetProperty("refresh").GetString();
        caller.Authorization = "Bearer " + data.GetProperty("access").GetString();
        return caller;
    }

    private static string? Code(JsonElement answer) => answer.GetProperty("response_code").GetString();
}
