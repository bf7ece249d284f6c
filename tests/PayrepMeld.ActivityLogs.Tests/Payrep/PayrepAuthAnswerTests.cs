using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Payrep;

public sealed class PayrepAuthAnswerTests
{
    private const string Canary = "canary-token";

    [Fact]
    public async Task A_login_is_read_whole()
    {
        var session = await Api("""{"access":"a.b.c","refresh":"r","user":{"id":"u1","email":"e","first_name":"F","last_name":"L","role":"admin"},"new":[{}]}""")
            .LoginAsync(new PayrepLoginRequest { Email = "e", Password = "p" });

        session.Should().BeEquivalentTo(new PayrepSession
        {
            Access = "a.b.c",
            Refresh = "r",
            User = new PayrepUser { Id = "u1", Email = "e", FirstName = "F", LastName = "L", Role = "admin" },
        });
    }

    [Fact]
    [Trait("Fault", "28")]
    public async Task Numbers_nulls_and_empty_texts_are_read_as_they_come()
    {
        var session = await Api("""{"access":17,"refresh":null,"user":{"id":42,"email":"","role":true,"extra":{"deep":[1]}}}""")
            .LoginAsync(new PayrepLoginRequest { Email = "e", Password = "p" });
        var info = await Api("""{"user_id":7,"issued_at":1776000000,"expires_at":"2026-04-15T09:00:00+01:00"}""")
            .VerifyAsync(new PayrepVerifyRequest { Token = "t" });

        session.Should().BeEquivalentTo(new PayrepSession { Access = "17", User = new PayrepUser { Id = "42", Email = "", Role = "true" } });
        info.Should().BeEquivalentTo(new PayrepTokenInfo { UserId = "7", IssuedAt = "1776000000", ExpiresAt = "2026-04-15T09:00:00+01:00" });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"canary-token\"")]
    [InlineData("{}")]
    [InlineData("{\"access\":null}")]
    [InlineData("{\"access\":\"\"}")]
    [InlineData("{\"access\":{\"token\":\"canary-token\"}}")]
    [InlineData("{\"access\":[\"canary-token\"]}")]
    [InlineData("{\"access\":\"a\",\"refresh\":[\"canary-token\"]}")]
    [InlineData("{\"access\":\"a\",\"user\":\"canary-token\"}")]
    public async Task A_login_of_the_wrong_shape_is_a_Protocol_error_that_quotes_nothing(string data)
    {
        var error = (await FluentActions.Awaiting(() => Api(data).LoginAsync(new PayrepLoginRequest { Email = "e", Password = "p" }))
            .Should().ThrowAsync<ActivityLogException>()).Which;

        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Protocol, Vendor = ActivityLogVendor.Payrep, Attempts = 1, StatusCode = 200 });
        error.ToString().Should().NotContain(Canary);
    }

    [Fact]
    public async Task A_refresh_without_a_token_is_a_Protocol_error() =>
        await FluentActions.Awaiting(() => Api("""{"refresh":"r"}""").RefreshAsync(new PayrepRefreshRequest { Refresh = "r" }))
            .Should().ThrowAsync<ActivityLogException>().Where(e => e.Kind == ActivityLogErrorKind.Protocol);

    private static IPayrepApi Api(string data) =>
        VendorApis.CreatePayrep(SdkStack.Bare(ActivityLogVendor.Payrep, new WireStub(_ => WireStub.Payrep(data))));
}
