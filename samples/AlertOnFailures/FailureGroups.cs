namespace PayrepMeld.ActivityLogs.AlertOnFailures;

/// <summary>Tells the first failure of a kind from those that follow it. A kind that was quiet for one window is forgotten, so that its next failure is a first one again.</summary>
internal sealed class FailureGroups(TimeProvider timeProvider, TimeSpan window)
{
    private readonly Dictionary<FailureKey, Group> _groups = [];
    private readonly Lock _lock = new();

    public bool IsFirst(FailureKey key)
    {
        lock (_lock)
        {
            if (_groups.TryGetValue(key, out var group))
            {
                group.More++;
                return false;
            }

            _groups.Add(key, new Group { Begun = timeProvider.GetTimestamp() });
            return true;
        }
    }

    /// <summary>How many failures followed the first one or the last report, for each kind whose window is over, or for all.</summary>
    public IReadOnlyList<(FailureKey Key, int More)> Take(bool all = false)
    {
        var taken = new List<(FailureKey, int)>();
        lock (_lock)
        {
            foreach (var (key, group) in _groups)
            {
                if (!all && timeProvider.GetElapsedTime(group.Begun) < window)
                {
                    continue;
                }

                if (group.More == 0)
                {
                    _groups.Remove(key);
                    continue;
                }

                taken.Add((key, group.More));
                (group.More, group.Begun) = (0, timeProvider.GetTimestamp());
            }
        }

        return taken;
    }

    private sealed class Group
    {
        public int More { get; set; }

        public long Begun { get; set; }
    }
}
