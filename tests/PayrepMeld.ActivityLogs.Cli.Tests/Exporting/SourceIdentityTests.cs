using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Exporting;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Exporting;

public sealed class SourceIdentityTests
{
    private static readonly ActivityLogVendor[] Both = [ActivityLogVendor.Payrep, ActivityLogVendor.Meld];

    [Fact]
    public void A_new_password_and_another_spelling_of_the_environment_are_the_same_source() =>
        Of(payrep: new() { Environment = "sandbox", Email = "a@example.com", Password = "new" })
            .Should().Be(Of(payrep: new() { Environment = "Sandbox", Email = "a@example.com", Password = "old" }));

    [Fact]
    public void Another_address_or_another_identity_is_another_source()
    {
        string[] sources =
        [
            Of(payrep: new() { Environment = "Sandbox", Email = "a@example.com" }),
            Of(payrep: new() { Environment = "Production", Email = "a@example.com" }),
            Of(payrep: new() { BaseAddress = new Uri("https://payrep.example"), Email = "a@example.com" }),
            Of(payrep: new() { Environment = "Sandbox", Email = "b@example.com" }),
            Of(payrep: new() { Environment = "Sandbox", Token = Token("""{"user_id":1,"exp":1}""") }),
            Of(payrep: new() { Environment = "Sandbox", Token = Token("""{"user_id":2,"exp":1}""") }),
            Of(payrep: new() { Environment = "Sandbox", Token = "opaque" }),
            Of(payrep: new() { Environment = "Sandbox", Token = "o.p.q" }),
            Of(meld: new() { Environment = "Sandbox", ApiKey = "k" }),
            Of(meld: new() { Environment = "Sandbox", ApiKey = "l" }),
            Of(new() { Environment = "Sandbox", Email = "a@example.com" }, new() { Environment = "Sandbox", ApiKey = "k" }),
        ];

        sources.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_token_that_was_renewed_is_the_same_source() =>
        Of(payrep: new() { Environment = "Sandbox", Token = Token("""{"exp":2,"jti":"y","user_id":"u"}""") })
            .Should().Be(Of(payrep: new() { Environment = "Sandbox", Token = Token("""{"exp":1,"jti":"x","user_id":"u"}""") }));

    [Fact]
    public void Only_the_vendors_that_are_read_count()
    {
        var account = new ActivityLogClientsOptions { Payrep = new() { Environment = "Sandbox", Email = "a@example.com" }, Meld = new() { Environment = "Sandbox", ApiKey = "k" } };

        SourceIdentity.Of(account, [ActivityLogVendor.Meld]).Keys.Should().Equal("Meld's addresses", "Meld's credentials");
        SourceIdentity.Of(account, Both).Should().HaveCount(4);
    }

    [Fact]
    public void No_secret_is_in_it() =>
        Of(new() { Environment = "Sandbox", Token = "canary-token" }, new() { Environment = "Sandbox", ApiKey = "canary-key" }).Should().NotContain("canary");

    private static string Of(PayrepOptions? payrep = null, MeldOptions? meld = null) =>
        JsonSerializer.Serialize(SourceIdentity.Of(new ActivityLogClientsOptions { Payrep = payrep, Meld = meld }, Both));

    private static string Token(string payload) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.c2ln";
}
