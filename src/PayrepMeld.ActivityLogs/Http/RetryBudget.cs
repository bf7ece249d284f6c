namespace PayrepMeld.ActivityLogs.Http;

/// <summary>
/// How many retries all callers together may make: a reserve in every 30 s, so that a lone reader is not starved, and a share of
/// the calls of the same 30 s, so that an outage is not amplified.
/// </summary>
internal sealed class RetryBudget(TimeProvider timeProvider, int reserve, double ratio)
{
    private const int Slots = 30;

    private readonly object _lock = new();
    private readonly long _start = timeProvider.GetTimestamp();
    private readonly int[] _calls = new int[Slots];
    private readonly int[] _retries = new int[Slots];
    private long _second;
    private long _callsInWindow;
    private long _retriesInWindow;

    public void CountCall()
    {
        lock (_lock)
        {
            var slot = MoveOn();
            _calls[slot]++;
            _callsInWindow++;
        }
    }

    /// <summary>Takes one retry, if there is one left.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var slot = MoveOn();
            if (_retriesInWindow + 1 > reserve + (ratio * _callsInWindow))
            {
                return false;
            }

            _retries[slot]++;
            _retriesInWindow++;
            return true;
        }
    }

    /// <summary>Forgets what is older than the window, a second at a time.</summary>
    private int MoveOn()
    {
        var now = (long)timeProvider.GetElapsedTime(_start).TotalSeconds;
        for (var steps = Math.Min(now - _second, Slots); steps > 0; steps--)
        {
            var slot = (int)((now - steps + 1) % Slots);
            _callsInWindow -= _calls[slot];
            _retriesInWindow -= _retries[slot];
            _calls[slot] = 0;
            _retries[slot] = 0;
        }

        _second = Math.Max(now, _second);
        return (int)(_second % Slots);
    }
}
