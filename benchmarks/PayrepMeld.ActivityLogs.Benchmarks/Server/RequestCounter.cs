namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>How many requests came, and how many were under way at once, since it was last asked.</summary>
internal sealed class RequestCounter
{
    private readonly object _gate = new();
    private int _requests;
    private int _now;
    private int _most;

    public void Begin()
    {
        lock (_gate)
        {
            _requests++;
            _most = Math.Max(_most, ++_now);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _now--;
        }
    }

    public (int Requests, int AtOnce) Take()
    {
        lock (_gate)
        {
            var taken = (_requests, _most);
            (_requests, _most) = (0, _now);
            return taken;
        }
    }
}
