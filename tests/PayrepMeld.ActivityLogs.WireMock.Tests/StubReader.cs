using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Faults;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.WireMock.Tests;

/// <summary>The SDK as a program gets it, from <c>AddActivityLogClients</c>, over real sockets; waits take no real time.</summary>
internal sealed class StubReader : IAsyncDisposable
{
    /// <summary>The version of Meld's API that is asked for.</summary>
    public const string MeldVersion = "2025-03-04";

    private static readonly ActivityLogQuery Query = new()
    {
        From = new DateTimeOffset(2025, 4, 25, 0, 0, 0, TimeSpan.Zero),
        To = new DateTimeOffset(2025, 4, 30, 0, 0, 0, TimeSpan.Zero),
        PageSize = 2,
    };

    private readonly FakeTime _time = new();
    private readonly WireWatch _wire = new();
    private readonly ServiceProvider _services;

    public StubReader(Uri address, bool logsIn = false, string payrepToken = WireMockStubs.PayrepToken, string meldKey = WireMockStubs.MeldApiKey)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        var builder = services.AddActivityLogClients(options =>
        {
            options.Payrep = logsIn
                ? new() { BaseAddress = address, Email = WireMockStubs.PayrepEmail, Password = WireMockStubs.PayrepPassword }
                : new() { BaseAddress = address, Token = payrepToken };
            options.Meld = new() { BaseAddress = address, ApiKey = meldKey, Version = MeldVersion };
        });
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            builder.HttpClient(vendor).AddHttpMessageHandler(() => new WireWatch.Handler(_wire));
        }

        _services = builder.Services.BuildServiceProvider();
    }

    public T Api<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Reads to the end or to the error.</summary>
    /// <param name="vendor">One vendor, or both merged.</param>
    public async Task<StubReading> ReadAsync(ActivityLogVendor? vendor = null)
    {
        var client = vendor is { } one ? _services.GetRequiredKeyedService<IActivityLogClient>(one) : _services.GetRequiredService<IActivityLogClient>();
        var ids = new List<string>();
        var start = _time.Elapsed;
        ActivityLogException? error = null;
        try
        {
            await DriveAsync(CollectAsync(client, ids));
        }
        catch (ActivityLogException thrown)
        {
            error = thrown;
        }

        return new StubReading(ids, error, _time.Elapsed - start);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Lets time go by until the task ends, but not while a request is on its way: however slow the server is, only the SDK's own waits take fake time.</summary>
    private async Task DriveAsync(Task task)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!task.IsCompleted)
        {
            limit.IsCancellationRequested.Should().BeFalse("the read must end, now after {0} of fake time", _time.Elapsed);
            var before = (_wire.Sent, _time.WaitingTimers);
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
            if (!task.IsCompleted && _wire.Busy == 0 && (_wire.Sent, _time.WaitingTimers) == before)
            {
                _time.Advance(TimeSpan.FromMilliseconds(250));
            }
        }

        await task;
    }

    private static async Task CollectAsync(IActivityLogClient client, List<string> ids)
    {
        await foreach (var entry in client.ReadEntriesAsync(Query))
        {
            ids.Add(entry.Id);
        }
    }
}

/// <summary>What a read gave, and how much fake time it waited.</summary>
internal sealed record StubReading(IReadOnlyList<string> Ids, ActivityLogException? Error, TimeSpan Waited);
