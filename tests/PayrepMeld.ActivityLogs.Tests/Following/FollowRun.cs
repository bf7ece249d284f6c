using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

/// <summary>A follow that runs while the test lets time go by.</summary>
internal sealed class FollowRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeTime _time;
    private readonly LiveLog[] _logs;
    private readonly List<ActivityLogEntry> _got = [];
    private readonly Action _start;

    private FollowRun(FakeTime time, LiveLog[] logs, ActivityLogQuery query, FollowOptions options, ListLogger? logger)
    {
        _time = time;
        _logs = logs;
        Client = new ActivityLogClient([.. logs.Cast<IPageSource>()], ActivityLogClientsOptions.DefaultAccount, time, logger is null ? NullLogger.Instance : logger);
        var given = options.SavePosition;
        var told = options.OnError;
        options = options with
        {
            SavePosition = async (position, token) =>
            {
                // Only the text outlives a process.
                Saved = FollowPosition.Parse(position.ToString());
                Saves++;
                await (given?.Invoke(position, token) ?? default);
            },
            OnError = (error, wait) =>
            {
                Errors.Add((error, wait));
                told?.Invoke(error, wait);
            },
        };
        _start = () => Task = RunAsync(query, options);
    }

    public ActivityLogClient Client { get; }

    public Task Task { get; private set; } = Task.CompletedTask;

    public IReadOnlyList<string> Ids => [.. _got.Select(entry => entry.Id)];

    public IReadOnlyList<ActivityLogEntry> Entries => _got;

    public FollowPosition? Saved { get; private set; }

    public int Saves { get; private set; }

    public List<(ActivityLogException Error, TimeSpan Wait)> Errors { get; } = [];

    /// <summary>Called for each entry, as the consumer.</summary>
    public Action<ActivityLogEntry>? Took { get; set; }

    /// <summary>Starts, and waits until it has nothing to do.</summary>
    public static async Task<FollowRun> StartAsync(FakeTime time, LiveLog[] logs, ActivityLogQuery? query = null, FollowOptions? options = null, ListLogger? logger = null)
    {
        var run = new FollowRun(time, logs, query ?? new ActivityLogQuery(), options ?? new FollowOptions(), logger);
        await run.DoAsync(run._start);
        return run;
    }

    /// <summary>Its end, which comes without more time going by.</summary>
    public Task EndedAsync() => Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    /// <summary>Lets time go by, second by second unless told otherwise.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var end = _time.Elapsed + time;
        while (_time.Elapsed < end && !Task.IsCompleted)
        {
            var left = end - _time.Elapsed;
            var next = step ?? TimeSpan.FromSeconds(1);
            await DoAsync(() => _time.Advance(next < left ? next : left));
        }
    }

    /// <summary>
    /// Does something that the follow reacts to, and waits until it waits for time or for a hanging answer. On a thread of the pool, what follows from it
    /// happens at once; on a test's own it would be queued.
    /// </summary>
    public async Task DoAsync(Action action)
    {
        await Task.Run(action);
        var real = Stopwatch.StartNew();
        while (!Task.IsCompleted && _time.WaitingTimers == 0 && !_logs.Any(log => log.InFlight > 0))
        {
            real.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
    }

    /// <summary>Cancels it, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(ActivityLogQuery query, FollowOptions options)
    {
        await foreach (var entry in Client.FollowAsync(query, options, _stop.Token).ConfigureAwait(false))
        {
            _got.Add(entry);
            Took?.Invoke(entry);
        }
    }
}
