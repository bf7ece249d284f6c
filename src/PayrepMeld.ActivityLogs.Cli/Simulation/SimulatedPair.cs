using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Simulation;

/// <summary>Both vendors, simulated, without a socket.</summary>
internal sealed class SimulatedPair : IAsyncDisposable
{
    private readonly LiveEntries _live;

    /// <param name="settings">What they hold and how they behave.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ports">Where servers of them would listen; 0 for any.</param>
    public SimulatedPair(SimulationSettings settings, TimeProvider time, (int Payrep, int Meld) ports = default)
    {
        var now = time.GetUtcNow();
        var begin = now.AddDays(-settings.Days);
        Payrep = new FakePayrep(new FakePayrepOptions { TimeProvider = time, Port = ports.Payrep, JournalCapacity = 0, Log = new SeededPayrepLog(settings.Seed, settings.Entries, begin, now) });
        Meld = new FakeMeld(new FakeMeldOptions
        {
            TimeProvider = time, Port = ports.Meld, JournalCapacity = 0, Log = new EventsWithoutCall(new SeededMeldLog(unchecked(settings.Seed + 1), settings.Entries, begin, now)),
        });
        RandomFaults.Script(Payrep, settings);
        RandomFaults.Script(Meld, settings);
        _live = new LiveEntries(Payrep, Meld, settings, time);
    }

    public FakePayrep Payrep { get; }

    public FakeMeld Meld { get; }

    /// <summary>Where one of them is, with the port always: a script takes it from there.</summary>
    public static string Address(Uri server) => FormattableString.Invariant($"{server.Scheme}://{server.Host}:{server.Port}");

    /// <summary>The configuration that leads to them, where they have these addresses.</summary>
    public IReadOnlyList<(string Key, string Value)> Configuration(Uri payrep, Uri meld) =>
    [
        ("ActivityLogs:Payrep:BaseAddress", Address(payrep)),
        ("ActivityLogs:Payrep:Email", Payrep.Options.Email),
        ("ActivityLogs:Payrep:Password", Payrep.Options.Password),
        ("ActivityLogs:Meld:BaseAddress", Address(meld)),
        ("ActivityLogs:Meld:ApiKey", Meld.Options.ApiKeys.First()),
    ];

    public ValueTask DisposeAsync() => _live.DisposeAsync();
}
