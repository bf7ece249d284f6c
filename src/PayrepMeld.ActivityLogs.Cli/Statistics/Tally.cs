using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>What was counted of some entries.</summary>
internal sealed class Tally
{
    private long _first = long.MaxValue;
    private long _last = -1;
    private long _lastFailure = -1;

    public long Requests => Successes + Failures + Unknown;

    public long Successes { get; private set; }

    public long Failures { get; private set; }

    /// <summary>Entries that do not say how they ended: neither successes nor failures.</summary>
    public long Unknown { get; private set; }

    /// <summary>Payrep's failures that are known by their code alone: the vendor, asked for failures, goes by <c>status</c> and does not find them.</summary>
    public long FailuresByCodeAlone { get; private set; }

    /// <summary>Failures of all entries whose end is known, 0 to 1; null where none is.</summary>
    public double? FailureRate => Successes + Failures is > 0 and var known ? (double)Failures / known : null;

    /// <summary>The same for people: a few failures are never shown as none, nor most as all.</summary>
    public string? FailurePercent => FailureRate switch
    {
        null => null,
        > 0 and < 0.0005 => "<0.1%",
        < 1 and >= 0.9995 => ">99.9%",
        { } rate => rate.ToString("0.0%", CultureInfo.InvariantCulture),
    };

    public DateTimeOffset? First => _last < 0 ? null : Instant(_first);

    public DateTimeOffset? Last => Instant(_last);

    public DateTimeOffset? LastFailure => Instant(_lastFailure);

    public void Add(in EntryFacts entry)
    {
        _first = Math.Min(_first, entry.Ticks);
        _last = Math.Max(_last, entry.Ticks);
        switch (entry.Outcome)
        {
            case ActivityLogOutcome.Success:
                Successes++;
                break;
            case ActivityLogOutcome.Failure:
                Failures++;
                FailuresByCodeAlone += entry.IsByCodeAlone ? 1 : 0;
                _lastFailure = Math.Max(_lastFailure, entry.Ticks);
                break;
            default:
                Unknown++;
                break;
        }
    }

    public void Add(Tally other)
    {
        Successes += other.Successes;
        Failures += other.Failures;
        Unknown += other.Unknown;
        FailuresByCodeAlone += other.FailuresByCodeAlone;
        _first = Math.Min(_first, other._first);
        _last = Math.Max(_last, other._last);
        _lastFailure = Math.Max(_lastFailure, other._lastFailure);
    }

    private static DateTimeOffset? Instant(long ticks) => ticks < 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
