using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

/// <summary>Plays a history, and holds what came against a plain list of what was written in time.</summary>
internal sealed class FollowHistoryRun(FollowHistory history)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(3);
    private readonly FakeTime _time = new();
    private readonly LiveLog[] _logs = [new(ActivityLogVendor.Payrep) { SilentCap = history.SilentCap }, new(ActivityLogVendor.Meld) { SilentCap = history.SilentCap }];
    private readonly List<string> _written = [];
    private readonly List<string> _got = [];
    private readonly ListLogger _logger = new();
    private FollowPosition? _saved;
    private FollowRun _run = null!;
    private int _unreadable;

    // The vendors' clock is right, whatever this machine's says.
    private DateTimeOffset VendorsNow => Rows.Start + _time.Elapsed;

    /// <returns>What is wrong; null for nothing.</returns>
    public async Task<string?> FindFaultAsync()
    {
        _time.JumpWallClock(TimeSpan.FromHours(history.ClockOffHours));
        foreach (var log in _logs)
        {
            for (var i = 0; i < 20; i++)
            {
                log.Insert($"old{i}", VendorsNow.AddSeconds(-i * 9));
            }
        }

        if (!history.FromNowOn)
        {
            _written.AddRange(_logs.SelectMany(log => Enumerable.Range(0, 20).Select(i => $"{log.Vendor} old{i}")));
        }

        await BeginAsync(null);
        foreach (var (what, amount) in history.Plan())
        {
            await DoAsync(what, amount);
        }

        Array.ForEach(_logs, log => log.Before = null);
        await EndAsync();
        await BeginAsync(null);
        await _run.PassAsync(TimeSpan.FromMinutes(1), Step);
        await EndAsync();

        var lost = _written.Except(_got, StringComparer.Ordinal).ToList();
        var unknown = _got.Except(_written, StringComparer.Ordinal).ToList();
        var twice = _got.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        var reported = _logger.Lines.Count(line => line.Id.Id == 5);
        return lost.Count > 0 ? $"Lost: {string.Join(", ", lost)}"
            : unknown.Count > 0 ? $"Not new: {string.Join(", ", unknown)}"
            : twice.Count > 0 && !history.MayCrash ? $"Twice: {string.Join(", ", twice)}"
            : reported < _unreadable ? $"{_unreadable - reported} unreadable rows not reported"
            : null;
    }

    private async Task DoAsync(FollowEvent what, int amount)
    {
        var log = _logs[amount % 2];
        switch (what)
        {
            case FollowEvent.Write:
                await WriteAsync(log, 1 + (amount / 2 % 4), late: amount / 8);
                break;
            case FollowEvent.Burst:
                await WriteAsync(log, 30, late: 0);
                break;
            case FollowEvent.WriteAhead when history.ClockOffHours <= 0:
                await WriteAsync(log, 1, late: -(amount / 2 % 10_000));
                break;
            case FollowEvent.WriteMeanwhile:
                OnNextRequest(log, amount);
                break;
            case FollowEvent.Unreadable:
                log.InsertUnreadable($"bad{_unreadable++}", VendorsNow);
                break;
            case FollowEvent.Pass:
                await _run.PassAsync(TimeSpan.FromSeconds(amount / 2 % 40), Step);
                break;
            case FollowEvent.Fail:
                var failures = 1 + (amount / 2 % 3);
                log.Before = (_, _) => failures-- > 0 ? throw new ActivityLogException(ActivityLogErrorKind.Unavailable, log.Vendor, "Down.") : Task.CompletedTask;
                break;
            case FollowEvent.Restart:
                await EndAsync();
                _time.Advance(TimeSpan.FromSeconds(amount / 2 % 2_000));
                await BeginAsync(null);
                break;
            case FollowEvent.End:
                await EndAsync();
                await BeginAsync(1 + (amount / 2 % 20));
                break;
            case FollowEvent.Crash:
                var left = amount / 2 % 10;
                _run.Took = _ =>
                {
                    if (left-- == 0)
                    {
                        throw new IOException("A crash.");
                    }
                };
                break;
        }

        if (_run.Task.IsCompleted)
        {
            await EndAsync();
            await BeginAsync(null);
        }
    }

    private async Task WriteAsync(LiveLog log, int count, int late)
    {
        for (var i = 0; i < count; i++)
        {
            var seconds = late <= 0 ? late : late % (history.OverlapSeconds + 1);
            Write(log, VendorsNow.AddSeconds(-seconds));
            late += 7;
        }

        await _run.PassAsync(TimeSpan.FromMilliseconds(300));
    }

    private void OnNextRequest(LiveLog log, int amount)
    {
        var done = false;
        log.Before = (_, _) =>
        {
            if (!done)
            {
                done = true;
                Write(log, VendorsNow.AddSeconds(-(amount / 2 % (history.OverlapSeconds + 1))));
            }

            return Task.CompletedTask;
        };
    }

    private void Write(LiveLog log, DateTimeOffset at)
    {
        var id = $"r{_written.Count}";
        log.Insert(id, at);
        _written.Add($"{log.Vendor} {id}");
    }

    private async Task BeginAsync(long? maxEntries)
    {
        var query = new ActivityLogQuery { From = history.FromNowOn ? null : Rows.Start.AddDays(-2), PageSize = history.PageSize, MaxEntries = maxEntries };
        var options = new FollowOptions { ResumeFrom = _saved, MaxHeld = history.MaxHeld, Overlap = TimeSpan.FromSeconds(history.OverlapSeconds) };
        _run = await FollowRun.StartAsync(_time, _logs, query, options, _logger);
    }

    private async Task EndAsync()
    {
        await _run.DisposeAsync();
        _saved = _run.Saved ?? _saved;
        _got.AddRange(_run.Entries.Select(entry => $"{entry.Vendor} {entry.Id}"));
        (_run.Task.Exception?.InnerException is null or IOException).Should().BeTrue("{0}", _run.Task.Exception);
    }
}
