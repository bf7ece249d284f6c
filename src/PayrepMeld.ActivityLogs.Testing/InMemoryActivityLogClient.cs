using Microsoft.Extensions.DependencyInjection;

namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// An <see cref="IActivityLogClient"/> for the tests of code that uses one: the real client, its paging, merging, retries and cursors
/// included, over fakes that answer in memory. Nothing is listened on and nothing is sent.
/// </summary>
public sealed class InMemoryActivityLogClient : IActivityLogClient, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IActivityLogClient _client;

    /// <summary>Creates a client over fakes of your own; with both, it merges them.</summary>
    /// <param name="payrep">The fake of Payrep; null for none.</param>
    /// <param name="meld">The fake of Meld; null for none. With neither, it is an empty log of both vendors.</param>
    /// <param name="configure">Changes the client's options, such as its retries; null for the defaults.</param>
    /// <remarks>The client shares the clock of <paramref name="payrep"/>, or else of <paramref name="meld"/>.</remarks>
    public InMemoryActivityLogClient(FakePayrep? payrep = null, FakeMeld? meld = null, Action<ActivityLogClientsOptions>? configure = null)
    {
        if (payrep is null && meld is null)
        {
            (payrep, meld) = (new FakePayrep(), new FakeMeld());
        }

        Payrep = payrep;
        Meld = meld;
        var services = new ServiceCollection();
        services.AddSingleton((payrep ?? (FakeVendor)meld!).Clock);
        services
            .AddActivityLogClients(options =>
            {
                options.Payrep = payrep is null ? null : PayrepAccount(payrep);
                options.Meld = meld is null ? null : MeldAccount(meld);
                configure?.Invoke(options);
            })
            .UseFakes(payrep, meld);
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<IActivityLogClient>();
    }

    /// <summary>The fake of Payrep behind it: more rows, faults, what was asked; null where there is none.</summary>
    public FakePayrep? Payrep { get; }

    /// <summary>The fake of Meld behind it; null where there is none.</summary>
    public FakeMeld? Meld { get; }

    /// <summary>Creates a client over rows.</summary>
    /// <param name="payrep">Payrep's rows, in any order.</param>
    /// <param name="meld">Meld's rows, in any order.</param>
    /// <returns>A client that merges both vendors.</returns>
    public static InMemoryActivityLogClient Of(IEnumerable<PayrepRow> payrep, IEnumerable<MeldRow> meld)
    {
        ArgumentNullException.ThrowIfNull(payrep);
        ArgumentNullException.ThrowIfNull(meld);
        var payrepOptions = new FakePayrepOptions { TimeFormat = new TimeFormat(9) };
        var meldOptions = new FakeMeldOptions { TimeFormat = new TimeFormat(9) };
        foreach (var row in payrep)
        {
            payrepOptions.Rows.Add(row);
        }

        foreach (var row in meld)
        {
            meldOptions.Rows.Add(row);
        }

        return new InMemoryActivityLogClient(new FakePayrep(payrepOptions), new FakeMeld(meldOptions));
    }

    /// <summary>Creates a client over entries, such as those of <see cref="PayrepActivity.Parse"/> and <see cref="MeldActivity.Parse"/>.</summary>
    /// <param name="entries">The entries, in any order; their <see cref="ActivityLogEntry.Raw"/> is what the fakes send.</param>
    /// <returns>A client that merges both vendors.</returns>
    /// <exception cref="ArgumentException">An entry does not keep its raw JSON: it was read without <see cref="ActivityLogQuery.IncludeRaw"/>.</exception>
    public static InMemoryActivityLogClient Of(params ActivityLogEntry[] entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Of(entries.OfType<PayrepActivity>().Select(EntryRows.Of), entries.OfType<MeldActivity>().Select(EntryRows.Of));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ActivityLogEntry> ReadEntriesAsync(ActivityLogQuery? query = null, CancellationToken cancellationToken = default) =>
        _client.ReadEntriesAsync(query, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ActivityLogPage> ReadPagesAsync(ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null, CancellationToken cancellationToken = default) =>
        _client.ReadPagesAsync(query, resumeFrom, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ActivityLogEntry> FollowAsync(ActivityLogQuery? query = null, FollowOptions? options = null, CancellationToken cancellationToken = default) =>
        _client.FollowAsync(query, options, cancellationToken);

    /// <summary>Releases what the client holds; the fakes stay.</summary>
    /// <returns>A task that ends when it is done.</returns>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static PayrepOptions PayrepAccount(FakePayrep fake) => new()
    {
        BaseAddress = new Uri("https://payrep.invalid" + fake.Options.BasePath),
        Email = fake.Options.Email,
        Password = fake.Options.Password,
    };

    private static MeldOptions MeldAccount(FakeMeld fake) => new()
    {
        BaseAddress = new Uri("https://meld.invalid" + fake.Options.BasePath),
        ApiKey = fake.Options.ApiKeys.FirstOrDefault(),
    };
}
