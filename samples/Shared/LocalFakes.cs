using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Samples;

/// <summary>Both vendors as fakes in this process, with a generated log of a week each, and the configuration that leads to them.</summary>
internal sealed class LocalFakes : IAsyncDisposable
{
    private const int Rows = 20_000;

    private readonly FakePayrepServer _payrep;
    private readonly FakeMeldServer _meld;

    private LocalFakes(FakePayrepServer payrep, FakeMeldServer meld)
    {
        _payrep = payrep;
        _meld = meld;
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ActivityLogs:Payrep:BaseAddress"] = payrep.BaseAddress.AbsoluteUri,
            ["ActivityLogs:Payrep:Email"] = payrep.Vendor.Options.Email,
            ["ActivityLogs:Payrep:Password"] = payrep.Vendor.Options.Password,
            ["ActivityLogs:Meld:BaseAddress"] = meld.BaseAddress.AbsoluteUri,
            ["ActivityLogs:Meld:ApiKey"] = meld.Vendor.Options.ApiKeys.First(),
        }).Build();
    }

    public IConfiguration Configuration { get; }

    public FakePayrep Payrep => _payrep.Vendor;

    public FakeMeld Meld => _meld.Vendor;

    public static async Task<LocalFakes> StartAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        // To the full hour, so that a program that is started again finds the same log and can go on in it.
        var now = timeProvider.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var payrep = await FakePayrepServer.StartAsync(o => o.Log = new SeededPayrepLog(seed: 1, Rows, now.AddDays(-7), now), cancellationToken: cancellationToken);
        try
        {
            var meld = await FakeMeldServer.StartAsync(o => o.Log = new SeededMeldLog(seed: 2, Rows, now.AddDays(-7), now), cancellationToken: cancellationToken);
            return new LocalFakes(payrep, meld);
        }
        catch
        {
            await payrep.DisposeAsync();
            throw;
        }
    }

    public string Describe() => $"Payrep at {_payrep.BaseAddress} and Meld at {_meld.BaseAddress}";

    public async ValueTask DisposeAsync()
    {
        await _payrep.DisposeAsync();
        await _meld.DisposeAsync();
    }
}
