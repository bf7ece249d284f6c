namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// Lets at most so many requests run at once, in the order they came. A 429 closes it for everybody; afterwards one request at a
/// time may pass, and one more for every ten successes. A pause longer than anybody is to wait for is told in full, but closes the
/// gate no longer than that: then one request may find out whether the vendor still means it. It knows only monotonic time: a
/// clock that jumps changes no wait.
/// </summary>
internal sealed class RequestGate(TimeProvider timeProvider, int maxConcurrent, TimeSpan spacing, TimeSpan longestPause) : IDisposable
{
    private const int SuccessesPerStep = 10;

    // Where nobody is to wait at all, one request a second is still enough to find out.
    private static readonly TimeSpan ShortestCap = TimeSpan.FromSeconds(1);

    // With a fixed spacing, each one waits for those before it.
    private static readonly TimeSpan LongestQueue = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly long _start = timeProvider.GetTimestamp();
    private ITimer? _timer;
    private int _missing;
    private int _running;
    private int _successes;
    private TimeSpan _opens;
    private TimeSpan _asked;
    private TimeSpan _nextStart;

    /// <summary>How many may run at once just now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return Open;
            }
        }
    }

    /// <summary>How many requests are worth sending side by side just now: more would only wait here, and use up their time.</summary>
    public int Worthwhile => Math.Min(Limit, spacing > TimeSpan.Zero ? (int)Math.Clamp(LongestQueue / spacing, 1, maxConcurrent) : maxConcurrent);

    /// <summary>How many are inside.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>How long nobody is let in any more; zero when it is open.</summary>
    public TimeSpan ClosedFor
    {
        get
        {
            lock (_lock)
            {
                var now = Now;
                return _opens > now ? _opens - now : TimeSpan.Zero;
            }
        }
    }

    private int Open => maxConcurrent - _missing;

    private TimeSpan Now => timeProvider.GetElapsedTime(_start);

    /// <summary>Waits for a place; every place taken is given back with <see cref="Leave"/>.</summary>
    /// <param name="timeLeft">How long the caller can wait at all.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>Null when a place was taken; otherwise how long the vendor asked for silence, which is more than the caller can wait or anybody is to.</returns>
    public ValueTask<TimeSpan?> EnterAsync(TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TimeSpan?>(cancellationToken);
        }

        Waiter waiter;
        lock (_lock)
        {
            var now = Now;
            if (IsTooLong(now + timeLeft, now))
            {
                return ValueTask.FromResult<TimeSpan?>(_asked - now);
            }

            if (_waiters.Count == 0 && _running < Open && now >= _opens && now >= _nextStart)
            {
                Take(now);
                return ValueTask.FromResult<TimeSpan?>(null);
            }

            waiter = new Waiter(now + timeLeft);
            waiter.Node = _waiters.AddLast(waiter);
            Pump(now);
        }

        return new(WaitAsync(waiter, cancellationToken));
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="succeeded">Whether the request succeeded: it counts towards more at once.</param>
    public void Leave(bool succeeded)
    {
        lock (_lock)
        {
            _running--;
            if (succeeded && _missing > 0 && ++_successes >= SuccessesPerStep)
            {
                _successes = 0;
                _missing--;
            }

            Pump(Now);
        }
    }

    /// <summary>Lets nobody in for that long, though no longer than anybody is to wait, and afterwards one at a time.</summary>
    /// <returns>How long nobody is let in.</returns>
    public TimeSpan Close(TimeSpan wait)
    {
        lock (_lock)
        {
            var now = Now;
            var cap = longestPause > ShortestCap ? longestPause : ShortestCap;
            var closed = wait < cap ? wait : cap;
            _missing = maxConcurrent - 1;
            _successes = 0;

            // Once it was open again, what was asked before is answered anew.
            _asked = _opens > now && _asked > now + wait ? _asked : now + wait;
            _opens = _opens > now + closed ? _opens : now + closed;

            for (var node = _waiters.First; node is not null;)
            {
                var next = node.Next;
                if (IsTooLong(node.Value.Deadline, now))
                {
                    _waiters.Remove(node);
                    node.Value.Done.TrySetResult(_asked - now);
                }

                node = next;
            }

            Pump(now);
            return _opens - now;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
        }
    }

    private async Task<TimeSpan?> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (gate, waiter) = ((RequestGate, Waiter))state!;
                gate.GiveUp(waiter, token);
            },
            (this, waiter));
        await using (registration.ConfigureAwait(false))
        {
            return await waiter.Done.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Whoever takes the waiter out of the queue settles it, so a place is never given to one who has left.</summary>
    private void GiveUp(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.Node.List is null)
            {
                return;
            }

            _waiters.Remove(waiter.Node);
        }

        waiter.Done.TrySetCanceled(cancellationToken);
    }

    private bool IsTooLong(TimeSpan deadline, TimeSpan now) => _opens > now && (_asked > deadline || _asked - now > longestPause);

    private void Pump(TimeSpan now)
    {
        while (_waiters.First is { } first && _running < Open)
        {
            var free = _opens > _nextStart ? _opens : _nextStart;
            if (free > now)
            {
                WakeIn(free - now);
                return;
            }

            _waiters.RemoveFirst();
            Take(now);
            first.Value.Done.TrySetResult(null);
        }
    }

    private void Take(TimeSpan now)
    {
        _running++;
        _nextStart = now + spacing;
    }

    private void WakeIn(TimeSpan wait)
    {
        _timer ??= timeProvider.CreateTimer(static gate => ((RequestGate)gate!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // Timers count whole milliseconds: rounded down, it would wake too early and spin.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Wake()
    {
        lock (_lock)
        {
            Pump(Now);
        }
    }

    private sealed class Waiter(TimeSpan deadline)
    {
        public TimeSpan Deadline { get; } = deadline;

        public TaskCompletionSource<TimeSpan?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LinkedListNode<Waiter> Node { get; set; } = null!;
    }
}
