namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>Tallies by hour of a zone's clock: the newest <see cref="Groups.Most"/> hours of the range one by one, what is older together.</summary>
internal sealed class HourlyTallies
{
    private readonly TimeZoneInfo _zone;
    private readonly Dictionary<long, Tally> _tallies = [];
    private readonly long _oldest;
    private readonly long _end;
    private HourBucket _hour;
    private Tally _tally = new();

    public HourlyTallies(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        (_zone, _end) = (zone, to.UtcTicks);

        // A bucket is never longer than an hour.
        _oldest = HourBucket.Of(Math.Max(from.UtcTicks, _end - ((Groups.Most - 1) * TimeSpan.TicksPerHour)), zone).Start;
    }

    /// <summary>What is older than the hours counted one by one.</summary>
    public Tally Rest { get; } = new();

    public void Add(in EntryFacts entry)
    {
        // Entries come in the order of time: the hour is mostly the last one's.
        if (!_hour.Contains(entry.Ticks))
        {
            _hour = HourBucket.Of(entry.Ticks, _zone);
            if (_hour.Start < _oldest)
            {
                _tally = Rest;
            }
            else if (!_tallies.TryGetValue(_hour.Start, out _tally!))
            {
                _tallies.Add(_hour.Start, _tally = new Tally());
            }
        }

        _tally.Add(entry);
    }

    /// <summary>Every hour that touches the range, the oldest first, also those without an entry.</summary>
    public IEnumerable<(HourBucket Hour, Tally Tally)> All()
    {
        var hour = HourBucket.Of(_oldest, _zone);
        yield return (hour, Of(hour));

        // Nothing comes after the last hour there is, which is cut.
        while (hour.End < _end)
        {
            hour = HourBucket.Of(hour.End, _zone);
            yield return (hour, Of(hour));
        }
    }

    /// <summary>The same hours, as few together as makes no more than so many steps of equal length on the clock.</summary>
    public IReadOnlyList<(HourBucket Time, Tally Tally)> Steps(int most, out int hours)
    {
        var all = All().ToList();
        hours = StepLength(all.Count, most);
        var steps = new List<(HourBucket Time, Tally Tally)>();
        var label = -1L;
        foreach (var (hour, tally) in all)
        {
            var local = hour.Start + _zone.GetUtcOffset(new DateTimeOffset(hour.Start, TimeSpan.Zero)).Ticks;
            var next = local / TimeSpan.TicksPerHour / hours;
            if (hours == 1 || next != label)
            {
                var sum = new Tally();
                sum.Add(tally);
                steps.Add((hour, sum));
            }
            else
            {
                steps[^1].Tally.Add(tally);
                steps[^1] = (steps[^1].Time with { End = hour.End }, steps[^1].Tally);
            }

            label = next;
        }

        return steps;
    }

    private Tally Of(HourBucket hour) => _tallies.GetValueOrDefault(hour.Start) ?? new Tally();

    // A divisor of a day, so that steps begin at midnight, or whole days. At either end a step may be cut.
    private static int StepLength(int hours, int most)
    {
        if (hours <= most)
        {
            return 1;
        }

        foreach (var length in (ReadOnlySpan<int>)[2, 3, 4, 6, 8, 12, 24])
        {
            if ((hours / length) + 2 <= most)
            {
                return length;
            }
        }

        return 24 * ((hours / 24 / (most - 2)) + 1);
    }
}
