namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// One request for all who want to know whether a channel works, and not one more before its time has come. Who waits for it may leave: it goes on to
/// its own end, so that the next to ask finds what it brought.
/// </summary>
internal sealed class SharedProbe(TimeProvider time)
{
    private readonly object _lock = new();
    private long? _startedAt;
    private Task _probe = Task.CompletedTask;

    /// <summary>Waits for the probe that runs, or for one begun here if the last one is old enough; else there is nothing to wait for.</summary>
    /// <param name="interval">The least time between the beginnings of two.</param>
    /// <param name="probe">Sends it, ends by itself, and does not throw: nobody may be left to see it.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public Task RunAsync(TimeSpan interval, Func<Task> probe, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_probe.IsCompleted)
            {
                if (_startedAt is { } at && time.GetElapsedTime(at) < interval)
                {
                    return Task.CompletedTask;
                }

                // Off this thread: the lock is held here.
                _startedAt = time.GetTimestamp();
                _probe = Task.Run(probe, CancellationToken.None);
            }

            return _probe.WaitAsync(cancellationToken);
        }
    }
}
