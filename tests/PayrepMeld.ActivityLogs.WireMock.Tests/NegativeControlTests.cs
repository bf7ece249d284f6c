using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.WireMock.Tests.Proofs;
using PayrepMeld.ActivityLogs.WireMock.Tests.Server;

namespace PayrepMeld.ActivityLogs.WireMock.Tests;

/// <summary>What the stubs and the journal must tell apart: a request that is a little wrong is seen as one that nothing matched.</summary>
[Collection(WireMockCollection.Name)]
public sealed class NegativeControlTests(WireMockServer server)
{
    private const string CreatedAt = "2025-04-28T09:13:58.102Z";
    private const string Id = "5d0f7a6c-2b1e-4c5e-8f43-9b7f0a1e2c36";
    private const string Start = "2025-04-25T00:00:00.000Z";
    private const string End = "2025-04-30T00:00:00.000Z";

    [WireMockTheory]
    [InlineData(ActivityLogVendor.Payrep, WireMockSituation.PayrepPaging)]
    [InlineData(ActivityLogVendor.Meld, WireMockSituation.MeldPaging)]
    public async Task Other_credentials_match_nothing(ActivityLogVendor vendor, string situation)
    {
        await server.LoadAsync(situation);
        await using var reader = new StubReader(server.Address, payrepToken: "payrep-test-tokem", meldKey: "meld-test-kez");

        var read = await reader.ReadAsync(vendor);

        read.Error!.StatusCode.Should().Be(404);
        (await server.UnmatchedAsync()).Should().ContainSingle();
        var expected = vendor == ActivityLogVendor.Payrep ? ExpectedRequest.Fetch() : ExpectedRequest.Search();
        (await server.CountAsync(expected.ToPattern())).Should().Be(0);
        (await server.JournalAsync()).Should().ContainSingle().Which.Mapping.Should().BeNull();
    }

    [WireMockTheory]
    [InlineData(CreatedAt, Id, true)]
    [InlineData("2025-04-28T09:13:58.1020Z", Id, false)]
    [InlineData("2025-04-28T09:13:58x102Z", Id, false)]
    [InlineData(CreatedAt, "5d0f7a6c-2b1e-4c5e-8f43-9b7f0a1e2c37", false)]
    [InlineData(CreatedAt, null, false)]
    public async Task Only_the_exact_cursor_of_Payrep_gets_the_next_page(string createdAt, string? id, bool matches)
    {
        await server.LoadAsync(WireMockSituation.PayrepPaging);
        await using var reader = new StubReader(server.Address);
        var api = reader.Api<IPayrepApi>();
        await api.FetchActivityLogsAsync(new PayrepFetchRequest());

        await ShouldMatchAsync(() => api.FetchActivityLogsAsync(new PayrepFetchRequest { CursorCreatedAt = createdAt, CursorId = id }), matches);
    }

    [WireMockTheory]
    [InlineData("MTc0NTgzMTYzODEwMg+x2/Q==", true)]
    [InlineData("MTc0NTgzMTYzODEwMg x2/Q==", false)]
    [InlineData("MTc0NTgzMTYzODEwMg+x2/Q=", false)]
    [InlineData(null, false)]
    public async Task Only_the_exact_key_of_Meld_gets_the_next_page(string? after, bool matches)
    {
        await server.LoadAsync(WireMockSituation.MeldPaging);
        await using var reader = new StubReader(server.Address);
        var api = reader.Api<IMeldApi>();
        await api.SearchActivityLogAsync(Start, End);

        await ShouldMatchAsync(() => api.SearchActivityLogAsync(Start, End, after: after), matches);
    }

    private async Task ShouldMatchAsync(Func<Task> second, bool matches)
    {
        if (matches)
        {
            await second();
        }
        else
        {
            (await second.Should().ThrowAsync<ActivityLogException>()).Which.StatusCode.Should().Be(404);
        }

        (await server.UnmatchedAsync()).Should().HaveCount(matches ? 0 : 1);
    }
}
