namespace PayrepMeld.ActivityLogs.Cli.Diagnosis;

/// <summary>Between which two this machine's clock is ahead of a vendor's. Where it is behind, they are negative.</summary>
internal readonly record struct ClockDifference(TimeSpan Least, TimeSpan Most)
{
    // The header is cut to the second, and servers write it anew once a second only: the vendor's clock stood somewhere in these two.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(2);

    /// <summary>It may be none at all.</summary>
    public bool MayBeNone => Least <= TimeSpan.Zero && Most >= TimeSpan.Zero;

    public TimeSpan Middle => (Least + Most) / 2;

    /// <summary>How far apart they are at the most, in whole seconds.</summary>
    public double Bound => Math.Ceiling(Math.Max(Least.Duration().TotalSeconds, Most.Duration().TotalSeconds));

    /// <param name="date">The header of an answer.</param>
    /// <param name="sent">When the request was sent.</param>
    /// <param name="received">When the answer came.</param>
    public static ClockDifference Of(DateTimeOffset date, DateTimeOffset sent, DateTimeOffset received) => new(sent - (date + Resolution), received - date);
}
