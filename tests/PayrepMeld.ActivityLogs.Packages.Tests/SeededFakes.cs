using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>Both vendors on loopback sockets of this process, with a seeded log each, for programs in other processes.</summary>
internal sealed class SeededFakes : IAsyncDisposable
{
    private const int Rows = 2_500;

    private readonly FakePayrepServer _payrep;
    private readonly FakeMeldServer _meld;

    private SeededFakes(FakePayrepServer payrep, FakeMeldServer meld, IReadOnlyList<string> ids)
    {
        (_payrep, _meld, Ids) = (payrep, meld, ids);
    }

    /// <summary>Vendor and id of every row.</summary>
    public IReadOnlyList<string> Ids { get; }

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ActivityLogs__Payrep__BaseAddress"] = _payrep.BaseAddress.AbsoluteUri,
        ["ActivityLogs__Payrep__Email"] = _payrep.Vendor.Options.Email,
        ["ActivityLogs__Payrep__Password"] = _payrep.Vendor.Options.Password,
        ["ActivityLogs__Meld__BaseAddress"] = _meld.BaseAddress.AbsoluteUri,
        ["ActivityLogs__Meld__ApiKey"] = _meld.Vendor.Options.ApiKeys.First(),
    };

    public static async Task<SeededFakes> StartAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var payrepLog = new SeededPayrepLog(seed: 1, Rows, now.AddDays(-7), now);
        var meldLog = new SeededMeldLog(seed: 2, Rows, now.AddDays(-7), now);
        var ids = Enumerable.Range(0, Rows).SelectMany(i => new[] { $"Payrep {payrepLog[i].Id}", $"Meld {meldLog[i].Key}" }).ToList();
        var payrep = await FakePayrepServer.StartAsync(o => o.Log = payrepLog);
        return new SeededFakes(payrep, await FakeMeldServer.StartAsync(o => o.Log = meldLog), ids);
    }

    public async ValueTask DisposeAsync()
    {
        await _payrep.DisposeAsync();
        await _meld.DisposeAsync();
    }
}
