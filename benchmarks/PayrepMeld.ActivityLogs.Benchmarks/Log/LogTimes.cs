namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>The times of a log's rows, newest first, distinct, to the microsecond, the same in every run.</summary>
internal static class LogTimes
{
    private const int Seed = 20260701;

    // Where the crowded stretch begins, as a share of the range from its oldest instant: with 160 days this is a whole day.
    private const double CrowdBegins = 0.6;

    public static long[] Of(LogSpec spec)
    {
        var shares = spec.Shape switch
        {
            LogShape.Even => Even(spec.Rows),
            LogShape.Skewed => Crowded(spec.Rows, 0.8, CrowdBegins, 0.05),
            LogShape.OneDay => Crowded(spec.Rows, 0.95, Math.Floor(CrowdBegins * spec.Days) / spec.Days, 1.0 / spec.Days),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Shape, "There is no such shape."),
        };
        Array.Sort(shares);
        var span = (LogSpec.To - spec.From).Ticks / TimeSpan.TicksPerMicrosecond;
        var times = new long[spec.Rows];
        var last = -1L;
        for (var age = 0; age < times.Length; age++)
        {
            last = Math.Max(last + 1, (long)(shares[age] * span));
            times[^(age + 1)] = spec.From.UtcTicks + (last * TimeSpan.TicksPerMicrosecond);
        }

        return times;
    }

    private static double[] Even(int rows)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, rows).Select(i => (i + (0.9 * random.NextDouble())) / rows)];
    }

    private static double[] Crowded(int rows, double share, double begin, double width)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, rows).Select(i => i < rows * share ? begin + (width * random.NextDouble()) : Outside(random.NextDouble(), begin, width))];
    }

    private static double Outside(double share, double begin, double width)
    {
        var place = share * (1 - width);
        return place < begin ? place : place + width;
    }
}
