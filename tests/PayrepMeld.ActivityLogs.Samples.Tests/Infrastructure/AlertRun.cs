extern alias alerts;

using System.Collections.Concurrent;
using System.Diagnostics;
using alerts::PayrepMeld.ActivityLogs.AlertOnFailures;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;

/// <summary>The worker over fakes in memory, on a clock that the test drives.</summary>
internal sealed class AlertRun : IHostApplicationLifetime, ILogger<Alerts>, IAsyncDisposable
{
    private readonly InMemoryActivityLogClient _log;
    private readonly FakeTime _time;

    public AlertRun(FakeTime time, FakePayrep payrep, FakeMeld meld, string stateFile, int? stopAfter = null, string source = "here")
    {
        _time = time;
        _log = new InMemoryActivityLogClient(payrep, meld, options => options.Payrep!.Resilience.MaxRetries = options.Meld!.Resilience.MaxRetries = 0);
        var settings = new AlertSettings { Source = source, StateFile = stateFile, PollInterval = TimeSpan.FromSeconds(1), StopAfter = stopAfter };
        Worker = new AlertWorker(_log, settings, new Alerts(this, settings, this), time, this);
    }

    public AlertWorker Worker { get; }

    public ConcurrentQueue<(int Event, string Text)> Lines { get; } = new();

    public bool Stopped { get; private set; }

    public CancellationToken ApplicationStarted => default;

    public CancellationToken ApplicationStopping => default;

    public CancellationToken ApplicationStopped => default;

    public IEnumerable<string> Of(int alert) => Lines.Where(line => line.Event == alert).Select(line => line.Text);

    /// <summary>Starts, and waits until it follows.</summary>
    public async Task StartAsync()
    {
        await Worker.StartAsync(CancellationToken.None);
        await UntilAsync(() => Lines.Any(line => line.Event is 10 or 11));
        await PassAsync(TimeSpan.FromSeconds(3));
    }

    /// <summary>Lets time go by until something has happened.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        var real = Stopwatch.StartNew();
        while (!condition())
        {
            real.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30), "it should happen; lines so far: {0}", string.Join('\n', Lines));
            await PassAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Lets time go by, slowly enough that what it sets off keeps up.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var end = _time.Elapsed + time; _time.Elapsed < end;)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.StopAsync(CancellationToken.None);
        Worker.Dispose();
        await _log.DisposeAsync();
    }

    public void StopApplication() => Stopped = true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId.Id, formatter(state, exception)));
}
