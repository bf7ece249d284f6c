using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Shared;

/// <summary>Both vendors on sockets of the test's process, and the settings that lead another process or a client to them.</summary>
internal sealed class TwoFakes : IAsyncDisposable
{
    private TwoFakes(FakePayrepServer payrep, FakeMeldServer meld) => (Payrep, Meld) = (payrep, meld);

    public FakePayrepServer Payrep { get; }

    public FakeMeldServer Meld { get; }

    public IReadOnlyList<(string Key, string Value)> Environment => [.. Settings.Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value!))];

    public IConfiguration Configuration => new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();

    /// <summary>No retries unless a test asks for them: what the vendor does is what the program sees.</summary>
    private Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["ActivityLogs:Payrep:BaseAddress"] = Payrep.BaseAddress.AbsoluteUri,
        ["ActivityLogs:Payrep:Email"] = Payrep.Vendor.Options.Email,
        ["ActivityLogs:Payrep:Password"] = Payrep.Vendor.Options.Password,
        ["ActivityLogs:Payrep:Resilience:MaxRetries"] = "0",
        ["ActivityLogs:Meld:BaseAddress"] = Meld.BaseAddress.AbsoluteUri,
        ["ActivityLogs:Meld:ApiKey"] = Meld.Vendor.Options.ApiKeys.First(),
        ["ActivityLogs:Meld:Resilience:MaxRetries"] = "0",
    };

    /// <summary>A generated log of five days that ended an hour ago.</summary>
    public static async Task<TwoFakes> StartAsync(int rows)
    {
        var end = TimeProvider.System.GetUtcNow().AddHours(-1);
        return new TwoFakes(
            await FakePayrepServer.StartAsync(o => o.Log = new SeededPayrepLog(seed: 11, rows, end.AddDays(-5), end)),
            await FakeMeldServer.StartAsync(o => o.Log = new SeededMeldLog(seed: 12, rows, end.AddDays(-5), end)));
    }

    /// <summary>Waits until no request is under way, and none has come for the time of some slow answers.</summary>
    public async Task QuietAsync()
    {
        var (waited, quiet, asked) = (Stopwatch.StartNew(), Stopwatch.StartNew(), -1L);
        while (quiet.Elapsed < TimeSpan.FromMilliseconds(200))
        {
            waited.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
            var now = Payrep.Journal.Count + Meld.Journal.Count;
            if (now != asked || Payrep.Journal.InFlight + Meld.Journal.InFlight > 0)
            {
                asked = now;
                quiet.Restart();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Payrep.DisposeAsync();
        await Meld.DisposeAsync();
    }
}
