using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Faults;

/// <summary>
/// The SDK as a program gets it, from <c>AddActivityLogClients</c>, against both fake vendors on real sockets. SDK and fakes share one fake clock.
/// </summary>
internal sealed class FaultHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly WireWatch _wire;

    private FaultHarness(FakePayrepServer payrep, FakeMeldServer meld, FakeTime time, FaultSetup setup)
    {
        (Payrep, Meld, Time) = (payrep, meld, time);
        _wire = new WireWatch();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new OneLogger(Logger)));
        var builder = services.AddActivityLogClients(options =>
        {
            options.Payrep = setup.PayrepLogsIn
                ? new() { BaseAddress = payrep.BaseAddress, Email = payrep.Vendor.Options.Email, Password = payrep.Vendor.Options.Password }
                : new() { BaseAddress = payrep.BaseAddress, Token = "payrep-test-token" };
            options.Meld = new() { BaseAddress = meld.BaseAddress, ApiKey = "meld-test-key" };
            setup.Resilience?.Invoke(options.Payrep.Resilience);
            setup.Resilience?.Invoke(options.Meld.Resilience);
            setup.Options?.Invoke(options);
        });
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            var client = builder.HttpClient(vendor).AddHttpMessageHandler(() => new WireWatch.Handler(_wire));
            if (setup.InMemory)
            {
                FakeVendor fake = vendor == ActivityLogVendor.Payrep ? payrep.Vendor : meld.Vendor;
                client.ConfigurePrimaryHttpMessageHandler(fake.CreateHandler);
            }
        }

        setup.Builder?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public FakePayrepServer Payrep { get; }

    public FakeMeldServer Meld { get; }

    public FakeTime Time { get; }

    public ListLogger Logger { get; } = new();

    /// <summary>How many requests the SDK handed to the socket, whether or not they got anywhere.</summary>
    public int Sent => _wire.Sent;

    /// <summary>How many of them wait for a connection or for the headers of an answer.</summary>
    public int WireBusy => _wire.Busy;

    /// <summary>Both vendors merged.</summary>
    public IActivityLogClient Merged => _services.GetRequiredService<IActivityLogClient>();

    public static async Task<FaultHarness> StartAsync(Action<FaultSetup>? configure = null)
    {
        var setup = new FaultSetup();
        configure?.Invoke(setup);
        var time = new FakeTime();
        var payrep = await FakePayrepServer.StartAsync(options =>
        {
            options.TimeProvider = time;
            foreach (var i in Enumerable.Range(0, setup.Rows))
            {
                options.Rows.Add(new() { Id = PayrepId(i), CreatedAt = Infrastructure.Rows.Start.AddSeconds(-i) });
            }

            setup.Payrep?.Invoke(options);
        }, setup.Certificate);
        var meld = await FakeMeldServer.StartAsync(options =>
        {
            options.TimeProvider = time;
            foreach (var i in Enumerable.Range(0, setup.Rows))
            {
                options.Rows.Add(new() { Key = MeldKey(i), OccurredAt = Infrastructure.Rows.Start.AddSeconds(-i) });
            }

            setup.Meld?.Invoke(options);
        }, setup.Certificate);
        return new FaultHarness(payrep, meld, time, setup);
    }

    /// <summary>The id of the harness's row number <paramref name="i"/>, 0 being the newest.</summary>
    public static string PayrepId(int i) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{i:D12}");

    /// <inheritdoc cref="PayrepId"/>
    public static string MeldKey(int i) => string.Create(CultureInfo.InvariantCulture, $"key-{i:D6}");

    /// <summary>The ids of the rows the harness gave a vendor, in the order of the list.</summary>
    public static IEnumerable<string> Ids(ActivityLogVendor vendor, int rows = 5) =>
        Enumerable.Range(0, rows).Select(i => vendor == ActivityLogVendor.Payrep ? PayrepId(i) : MeldKey(i));

    public IActivityLogClient Client(ActivityLogVendor vendor) => _services.GetRequiredKeyedService<IActivityLogClient>(vendor);

    public FaultScript Faults(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? Payrep.Faults : Meld.Faults;

    public bool HasLogged(int eventId) => Logger.Lines.Any(line => line.Id == eventId);

    public RequestJournal Journal(ActivityLogVendor vendor) => vendor == ActivityLogVendor.Payrep ? Payrep.Journal : Meld.Journal;

    /// <summary>Reads one vendor's pages to the end or to the error, driving the clock.</summary>
    /// <param name="vendor">The vendor.</param>
    /// <param name="query">The query; null for everything.</param>
    /// <param name="stalls">Whether time goes by while the vendor answers, too: for answers that stall, drip or are delayed.</param>
    /// <param name="resumeFrom">Where to go on.</param>
    public Task<FaultReading> ReadAsync(ActivityLogVendor vendor, ActivityLogQuery? query = null, bool stalls = false, ActivityLogCursor? resumeFrom = null) =>
        ReadAsync(Client(vendor), query, stalls, resumeFrom);

    /// <inheritdoc cref="ReadAsync(ActivityLogVendor, ActivityLogQuery?, bool, ActivityLogCursor?)"/>
    public async Task<FaultReading> ReadAsync(IActivityLogClient client, ActivityLogQuery? query = null, bool stalls = false, ActivityLogCursor? resumeFrom = null)
    {
        var start = Time.Elapsed;
        var pages = new List<ActivityLogPage>();
        ActivityLogException? error = null;
        try
        {
            await DriveAsync(CollectAsync(client, query, resumeFrom, pages), stalls);
        }
        catch (ActivityLogException thrown)
        {
            error = thrown;
        }

        return new FaultReading(pages, error, Time.Elapsed - start);
    }

    /// <summary>Lets time go by until the task ends, but not while a request is on its way: however slow the machine is, only scripted waits take fake time.</summary>
    /// <param name="task">What to wait for.</param>
    /// <param name="stalls">Whether time goes by while a vendor holds a request, too.</param>
    public async Task DriveAsync(Task task, bool stalls = false)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!task.IsCompleted)
        {
            limit.IsCancellationRequested.Should().BeFalse("the read must end, now after {0} of fake time", Time.Elapsed);
            if (await IsIdleAsync(task, stalls))
            {
                Time.Advance(TimeSpan.FromMilliseconds(stalls ? 2000 : 500));
            }
        }

        await task;
    }

    /// <summary>Holds that, within a second of real time, no request is on its way and the fakes have nothing more to answer: whoever asked has gone.</summary>
    /// <param name="others">How many requests of other callers stay, inside their answers.</param>
    public async Task ExpectInFlightAsync(int others)
    {
        var real = Stopwatch.StartNew();
        while (_wire.Busy > 0 || Payrep.Journal.InFlight + Meld.Journal.InFlight > others)
        {
            real.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1), "nothing is left running");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    /// <summary>Whether for some real milliseconds nothing moved: what is left to happen waits for the clock.</summary>
    private async Task<bool> IsIdleAsync(Task task, bool stalls)
    {
        var before = Traces();
        for (var i = 0; i < 4; i++)
        {
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
            var held = Payrep.Journal.InFlight + Meld.Journal.InFlight;
            var waits = stalls ? held >= _wire.Busy : held + _wire.Busy == 0;
            if (task.IsCompleted || !waits || Traces() != before)
            {
                return false;
            }
        }

        return true;
    }

    private (int Sent, int Busy, long Asked, int Timers, int Lines) Traces() =>
        (_wire.Sent, _wire.Busy, Payrep.Journal.Count + Meld.Journal.Count, Time.WaitingTimers, Logger.Lines.Count);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Payrep.DisposeAsync();
        await Meld.DisposeAsync();
    }

    private static async Task CollectAsync(IActivityLogClient client, ActivityLogQuery? query, ActivityLogCursor? resumeFrom, List<ActivityLogPage> pages)
    {
        await foreach (var page in client.ReadPagesAsync(query, resumeFrom))
        {
            pages.Add(page);
        }
    }

    private sealed class OneLogger(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
