namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>What a fake was asked, in order. Safe for use by many threads at once.</summary>
public sealed class RequestJournal
{
    private readonly object _lock = new();
    private readonly Queue<FakeRequest> _requests = new();
    private readonly List<(long Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly int _capacity;
    private long _count;
    private int _inFlight;
    private int _maxInFlight;

    internal RequestJournal(int capacity) => _capacity = capacity;

    /// <summary>The requests kept, oldest first: a copy.</summary>
    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many requests came in since the start or the last <see cref="Clear"/>, kept or not.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>How many requests are being answered now.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inFlight;
            }
        }
    }

    /// <summary>The most requests that were being answered at once.</summary>
    public int MaxInFlight
    {
        get
        {
            lock (_lock)
            {
                return _maxInFlight;
            }
        }
    }

    /// <summary>The requests kept that went to a path, oldest first.</summary>
    /// <param name="path">The path as sent.</param>
    /// <returns>A copy.</returns>
    public IReadOnlyList<FakeRequest> For(string path) => [.. Requests.Where(request => string.Equals(request.Path, path, StringComparison.Ordinal))];

    /// <summary>Waits until this many requests came in.</summary>
    /// <param name="count">The value of <see cref="Count"/> to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when they have.</returns>
    public Task WaitForAsync(long count, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets what came in and the counts; what is in flight stays so.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _count = 0;
            _maxInFlight = _inFlight;
        }
    }

    internal void Begin(FakeRequest request, TimeProvider clock)
    {
        lock (_lock)
        {
            request.Number = ++_count;
            request.At = clock.GetUtcNow();
            _requests.Enqueue(request);
            if (_requests.Count > _capacity)
            {
                _requests.Dequeue();
            }

            _maxInFlight = Math.Max(_maxInFlight, ++_inFlight);
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_count >= _waiting[i].Count)
                {
                    _waiting[i].Reached.TrySetResult();
                    _waiting.RemoveAt(i);
                }
            }
        }
    }

    internal void End(FakeRequest request, bool aborted)
    {
        lock (_lock)
        {
            request.Aborted |= aborted;
            _inFlight--;
        }
    }
}
