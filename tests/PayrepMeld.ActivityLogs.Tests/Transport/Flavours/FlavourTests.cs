using PayrepMeld.ActivityLogs.Http;
#if USE_REFIT
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Payrep;
#endif

namespace PayrepMeld.ActivityLogs.Tests.Transport.Flavours;

/// <summary>
/// The same 200 calls through two clients leave the same bytes on the wire and come to the same results and errors. The Refit flavour compares both flavours; the
/// default one has only itself to compare, which shows that the calls repeat exactly, and clients that are wrong, which shows that it would be seen.
/// </summary>
public sealed class FlavourTests
{
    [Fact]
    public async Task Both_flavours_say_the_same_and_come_to_the_same()
    {
        await using var server = new RecordingServer();
#if USE_REFIT
        var other = new WireTranscript(server, client => new HttpPayrepApi(client), client => new HttpMeldApi(client));
#else
        var other = new WireTranscript(server, VendorApis.CreatePayrep, VendorApis.CreateMeld);
#endif
        var own = new WireTranscript(server, VendorApis.CreatePayrep, VendorApis.CreateMeld);

        var expected = await other.RunAsync();
        expected.Should().HaveCount(200);
        (await own.RunAsync()).Should().Equal(expected);
        (await own.CancelAsync()).Should().Be(await other.CancelAsync()).And.Contain("by the caller: The call was cancelled.");
    }

    [Fact]
    public async Task The_calls_cover_what_can_happen()
    {
        await using var server = new RecordingServer();

        var all = string.Join('\n', (await new WireTranscript(server, VendorApis.CreatePayrep, VendorApis.CreateMeld).RunAsync()).Values);

        foreach (var kind in Enum.GetNames<ActivityLogErrorKind>())
        {
            all.Should().Contain($"ActivityLogException {kind}, Payrep").And.Contain($"ActivityLogException {kind}, Meld");
        }

        all.Should().Contain("PayrepSession {").And.Contain("PayrepAccessToken {").And.Contain("PayrepTokenInfo {").And.Contain("PayrepActivityPage {")
            .And.Contain("PayrepAuditPage {").And.Contain("MeldActivityPage {").And.Contain("4 attempts").And.Contain("<- System.Net.Http.HttpRequestException");
    }

    [Fact]
    public async Task A_client_that_sends_another_header_is_seen()
    {
        await using var server = new RecordingServer();
        var right = await new WireTranscript(server, VendorApis.CreatePayrep, VendorApis.CreateMeld).RunAsync();

        var wrong = await new WireTranscript(
            server,
            client =>
            {
                client.DefaultRequestHeaders.Add("X-More", "1");
                return VendorApis.CreatePayrep(client);
            },
            VendorApis.CreateMeld).RunAsync();

        wrong.Count(call => call.Value != right[call.Key]).Should().Be(120, "every call of Payrep's was sent otherwise, and none of Meld's");
    }
}
