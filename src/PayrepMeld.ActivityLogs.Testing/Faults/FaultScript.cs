namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>
/// Which requests go wrong, and how. Each request takes the first fault in the script that is meant for it; what has been used up is gone,
/// and a request that finds none is answered truly. Safe for use by many threads at once.
/// </summary>
public sealed class FaultScript
{
    private readonly object _lock = new();
    private readonly List<Rule> _rules = [];

    internal FaultScript()
    {
    }

    /// <summary>How many faults wait to be used; those without end are not counted.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _rules.Where(rule => rule.Left < int.MaxValue).Sum(rule => rule.Left);
            }
        }
    }

    /// <summary>The next requests go wrong, one each, in this order.</summary>
    /// <param name="faults">The faults; <see cref="Fault.None"/> lets a request pass.</param>
    public void Enqueue(params Fault[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (var fault in faults)
        {
            When(static _ => true, fault, times: 1);
        }
    }

    /// <summary>The next requests to a path go wrong, one each, in this order.</summary>
    /// <param name="path">How the path ends, such as <c>/auth/web/login</c>.</param>
    /// <param name="faults">The faults.</param>
    public void EnqueueFor(string path, params Fault[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        foreach (var fault in faults)
        {
            When(request => request.Path.EndsWith(path, StringComparison.Ordinal), fault, times: 1);
        }
    }

    /// <summary>Requests of a kind go wrong.</summary>
    /// <param name="predicate">Which: by path, by <see cref="FakeRequest.Number"/>, by what the body says.</param>
    /// <param name="fault">How.</param>
    /// <param name="times">How many of them; all when left out.</param>
    public void When(Func<FakeRequest, bool> predicate, Fault fault, int times = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        lock (_lock)
        {
            _rules.Add(new Rule(predicate, fault) { Left = times });
        }
    }

    /// <summary>Every request goes wrong, until <see cref="Clear"/>.</summary>
    /// <param name="fault">How.</param>
    public void Always(Fault fault) => When(static _ => true, fault);

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    internal Fault? Take(FakeRequest request)
    {
        lock (_lock)
        {
            for (var i = 0; i < _rules.Count; i++)
            {
                var rule = _rules[i];
                if (!rule.Predicate(request))
                {
                    continue;
                }

                if (rule.Left < int.MaxValue && --rule.Left == 0)
                {
                    _rules.RemoveAt(i);
                }

                return rule.Fault;
            }

            return null;
        }
    }

    private sealed class Rule(Func<FakeRequest, bool> predicate, Fault fault)
    {
        public Func<FakeRequest, bool> Predicate { get; } = predicate;

        public Fault Fault { get; } = fault;

        public int Left { get; set; }
    }
}
