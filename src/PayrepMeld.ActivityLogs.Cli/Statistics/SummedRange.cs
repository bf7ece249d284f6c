using PayrepMeld.ActivityLogs.Cli.Arguments;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>The range of a sum: it has two ends, so that it can be told and asked for again.</summary>
internal sealed record SummedRange(DateTimeOffset From, DateTimeOffset To)
{
    /// <param name="request">What was asked for.</param>
    /// <param name="byDefault">How far back it goes where that was not said.</param>
    /// <param name="time">The clock: it ends now, at a whole second, where nothing else was said.</param>
    /// <exception cref="UsageException">Nothing lies in it.</exception>
    public static SummedRange Of(ReadingRequest request, TimeSpan byDefault, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var to = request.Query.To ?? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var from = request.Query.From ?? (to - DateTimeOffset.MinValue > byDefault ? to - byDefault : DateTimeOffset.MinValue);
        return from < to ? new SummedRange(from, to) : throw new UsageException($"--since is not in the past: nothing lies between {from:u} and {to:u}.");
    }

    /// <summary>The request with both ends, which several requests at once take.</summary>
    public ReadingRequest In(ReadingRequest request, int concurrency) => request with { Query = request.Query with { From = From, To = To, MaxConcurrency = concurrency } };

    public string Text(TimeZoneInfo zone) => $"{ZonedTime.Text(From, zone)} to {ZonedTime.Text(To, zone)}";
}
