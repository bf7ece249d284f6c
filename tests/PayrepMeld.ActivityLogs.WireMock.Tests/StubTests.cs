using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.WireMock.Tests.Proofs;
using PayrepMeld.ActivityLogs.WireMock.Tests.Server;

namespace PayrepMeld.ActivityLogs.WireMock.Tests;

/// <summary>Every shipped stub in the real WireMock server, read by the whole SDK, and judged by the server's own journal.</summary>
[Collection(WireMockCollection.Name)]
public sealed class StubTests(WireMockServer server)
{
    private static readonly Dictionary<string, Proof> Proofs = PayrepProofs.All.Concat(MeldProofs.All).ToDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Situations => [.. WireMockStubs.Situations];

    [Fact]
    public void Every_shipped_situation_has_a_proof() => Proofs.Keys.Should().BeEquivalentTo(WireMockStubs.Situations);

    [WireMockTheory]
    [MemberData(nameof(Situations))]
    public async Task A_shipped_stub_is_read_as_it_says(string situation)
    {
        var proof = Proofs[situation];
        var mappings = await server.LoadAsync([situation, .. proof.Beside]);

        await ReadAsync(proof);

        var journal = await JournalShouldBeAsync(proof.Requests);
        journal.Select(entry => entry.Mapping).Should().Contain(mappings, "each mapping of the situation is there to be asked for");
    }

    [WireMockTheory]
    [InlineData(WireMockSituation.PayrepPaging)]
    [InlineData(WireMockSituation.MeldPaging)]
    public async Task A_paged_log_can_be_read_again(string situation)
    {
        var proof = Proofs[situation];
        await server.LoadAsync(situation);

        await ReadAsync(proof);
        await ReadAsync(proof);

        await JournalShouldBeAsync([.. proof.Requests, .. proof.Requests]);
    }

    [WireMockFact]
    public async Task A_renewed_token_goes_on_to_be_used()
    {
        var proof = Proofs[WireMockSituation.PayrepExpiredToken];
        await server.LoadAsync(WireMockSituation.PayrepExpiredToken);
        await using var reader = new StubReader(server.Address, logsIn: true);

        (await reader.ReadAsync(proof.Vendor)).Ids.Should().Equal(proof.Ids);
        (await reader.ReadAsync(proof.Vendor)).Ids.Should().Equal(proof.Ids);

        await JournalShouldBeAsync([.. proof.Requests, ExpectedRequest.Fetch(), .. proof.Requests.Skip(4)]);
    }

    [WireMockFact]
    public async Task A_server_reads_the_folders_that_were_written()
    {
        await server.LoadAsync();
        var files = WireMockStubs.Situations.SelectMany(situation => WireMockStubs.Write(situation, server.MappingsFolder)).ToList();
        await server.ResetAsync();
        (await server.MappingsAsync()).Should().HaveCount(files.Count);

        await server.LoadAsync();
        WireMockStubs.Write(WireMockSituation.PayrepPaging, server.MappingsFolder);
        WireMockStubs.Write(WireMockSituation.MeldPaging, server.MappingsFolder);
        await server.ResetAsync();
        await using var reader = new StubReader(server.Address);
        var read = await reader.ReadAsync();

        read.Error.Should().BeNull();
        read.Ids.Should().Equal(Merged());
        (await server.UnmatchedAsync()).Should().BeEmpty();
    }

    private static IEnumerable<string> Merged()
    {
        var (payrep, meld) = (PayrepProofs.Ids(5), MeldProofs.Ids(5));
        return [payrep[0], meld[0], payrep[1], payrep[2], meld[1], meld[2], payrep[3], meld[3], payrep[4], meld[4]];
    }

    private async Task ReadAsync(Proof proof)
    {
        await using var reader = new StubReader(server.Address, proof.LogsIn);
        var read = await reader.ReadAsync(proof.Vendor);

        read.Ids.Should().Equal(proof.Ids);
        (read.Error is { } e ? new Failure(e.Kind, e.StatusCode ?? 0, e.VendorCode, e.RequestId) : null).Should().Be(proof.Failure, "the error said {0}", read.Error?.Message);
        read.Waited.Should().BeGreaterThanOrEqualTo(proof.Waits);
    }

    private async Task<IReadOnlyList<JournalEntry>> JournalShouldBeAsync(IReadOnlyList<ExpectedRequest> expected)
    {
        (await server.UnmatchedAsync()).Should().BeEmpty("no request may miss the stubs");
        var journal = await server.JournalAsync();
        journal.Should().HaveSameCount(expected);
        foreach (var (actual, request) in journal.Zip(expected))
        {
            request.ShouldBe(actual);
        }

        // Once more by the server's own matching, which knows nothing of how the journal is read here.
        foreach (var request in expected)
        {
            (await server.CountAsync(request.ToPattern())).Should().Be(expected.Count(other => other.ToPattern().ToJsonString() == request.ToPattern().ToJsonString()));
        }

        return journal;
    }
}
