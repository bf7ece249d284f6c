using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Simulation;

/// <summary>New entries as time goes by, of the two vendors in turn.</summary>
internal sealed class LiveEntries : IAsyncDisposable
{
    private readonly FakePayrep _payrep;
    private readonly FakeMeld _meld;
    private readonly TimeProvider _time;
    private readonly SeededPayrepLog _payrepRows;
    private readonly EventsWithoutCall _meldRows;
    private readonly ITimer? _timer;
    private int _count;

    public LiveEntries(FakePayrep payrep, FakeMeld meld, SimulationSettings settings, TimeProvider time)
    {
        (_payrep, _meld, _time) = (payrep, meld, time);

        // Rows are taken from logs that lie in the future, for all but their times.
        var now = time.GetUtcNow();
        _payrepRows = new SeededPayrepLog(unchecked(settings.Seed + 2), int.MaxValue, now, now.AddYears(1));
        _meldRows = new EventsWithoutCall(new SeededMeldLog(unchecked(settings.Seed + 3), int.MaxValue, now, now.AddYears(1)));
        _timer = settings.Live == TimeSpan.Zero ? null : time.CreateTimer(_ => Add(), state: null, settings.Live, settings.Live);
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Add()
    {
        var (age, turn) = Math.DivRem(Interlocked.Increment(ref _count) - 1, 2);
        if (turn == 0)
        {
            _payrep.Insert(_payrepRows[_payrepRows.Count - 1 - age] with { CreatedAt = _time.GetUtcNow() });
        }
        else
        {
            _meld.Insert(_meldRows[_meldRows.Count - 1 - age] with { OccurredAt = _time.GetUtcNow() });
        }
    }
}
