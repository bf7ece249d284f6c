using System.Net;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Meld;

public sealed class MeldKeyHandlerTests
{
    private const string EmptyPage = """{"activities":[],"count":0,"remaining":0}""";

    public static TheoryData<string?> UnsendableKeys => new() { "key\r\nX-Evil: 1", "key\n", "ke\0y", "kéy", "", null };

    [Fact]
    public async Task The_key_goes_out_raw_after_BASIC_and_the_version_beside_it()
    {
        var wire = new WireStub(_ => WireStub.Json(EmptyPage));
        var options = new MeldOptions { ApiKey = "W9kZ:x+y/z==", Version = "2025-03-04" };

        await SdkStack.Meld(wire, options).SearchActivityLogAsync("s", "e");

        wire.Sent[0].Authorization.Should().Be("BASIC W9kZ:x+y/z==");
        wire.Sent[0].Headers["Meld-Version"].Should().Be("2025-03-04");
    }

    [Fact]
    public async Task Both_are_read_anew_for_each_request()
    {
        var wire = new WireStub(_ => WireStub.Json(EmptyPage));
        var options = new MeldOptions { ApiKey = "first" };
        var api = SdkStack.Meld(wire, options);

        await api.SearchActivityLogAsync("s", "e");
        options.ApiKey = "second";
        options.Version = "2026-01-01";
        await api.SearchActivityLogAsync("s", "e");

        wire.Sent.Select(r => r.Authorization).Should().Equal("BASIC first", "BASIC second");
        wire.Sent[0].Headers.Should().NotContainKey("Meld-Version");
        wire.Sent[1].Headers["Meld-Version"].Should().Be("2026-01-01");
    }

    [Theory]
    [Trait("Fault", "46")]
    [MemberData(nameof(UnsendableKeys))]
    public async Task A_key_that_cannot_stand_in_a_header_is_refused_and_nothing_sent(string? key)
    {
        var wire = new WireStub(_ => WireStub.Json(EmptyPage));

        var error = (await FluentActions.Awaiting(() => SdkStack.Meld(wire, new MeldOptions { ApiKey = key }).SearchActivityLogAsync("s", "e"))
            .Should().ThrowAsync<ActivityLogException>()).Which;

        error.Should().BeEquivalentTo(new { Kind = ActivityLogErrorKind.Unauthorized, Vendor = ActivityLogVendor.Meld, Attempts = 0 });
        error.ToString().Should().NotContain("X-Evil").And.NotContain("kéy");
        wire.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task A_version_that_cannot_stand_in_a_header_is_refused_and_nothing_sent()
    {
        var wire = new WireStub(_ => WireStub.Json(EmptyPage));

        await FluentActions.Awaiting(() => SdkStack.Meld(wire, new MeldOptions { ApiKey = "key", Version = "2026\r\nX: 1" }).SearchActivityLogAsync("s", "e"))
            .Should().ThrowAsync<ActivityLogException>().Where(e => e.Kind == ActivityLogErrorKind.Invalid);

        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [Trait("Fault", "14")]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_refused_key_is_Unauthorized_without_a_retry(HttpStatusCode status)
    {
        var wire = new WireStub(_ => WireStub.Json("""{"code":"INVALID_CREDENTIALS","message":"no","requestId":"req-7"}""", status));

        var error = (await FluentActions.Awaiting(() => SdkStack.Meld(wire, new MeldOptions { ApiKey = "key" }).SearchActivityLogAsync("s", "e"))
            .Should().ThrowAsync<ActivityLogException>()).Which;

        error.Should().BeEquivalentTo(new
        {
            Kind = ActivityLogErrorKind.Unauthorized,
            Vendor = ActivityLogVendor.Meld,
            Attempts = 1,
            StatusCode = (int)status,
            VendorCode = "INVALID_CREDENTIALS",
            RequestId = "req-7",
        });
        wire.Sent.Should().ContainSingle();
    }
}
