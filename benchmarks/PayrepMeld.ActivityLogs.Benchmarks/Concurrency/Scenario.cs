using PayrepMeld.ActivityLogs.Benchmarks.Latency;
using PayrepMeld.ActivityLogs.Benchmarks.Log;

namespace PayrepMeld.ActivityLogs.Benchmarks.Concurrency;

/// <summary>A log that is read side by side, and whether the issue names figures for it.</summary>
internal sealed record Scenario(ActivityLogVendor Vendor, int Days, LogShape Shape, bool HasTargets)
{
    private const int Rows = 10_000;

    public LogSpec Spec => new(Vendor, Rows, Days, Shape, Delay.Milliseconds);

    public string ShapeName => Shape switch
    {
        LogShape.Even => "even",
        LogShape.Skewed => "80 % in 5 %",
        _ => "95 % in one day",
    };

    /// <summary>For quick runs the ones with targets, in the shorter range; and what the documentation mentions besides.</summary>
    public static IEnumerable<Scenario> All(bool quick)
    {
        foreach (var vendor in Enum.GetValues<ActivityLogVendor>())
        {
            foreach (var days in quick ? [160] : new[] { 160, 365 })
            {
                yield return new Scenario(vendor, days, LogShape.Even, HasTargets: true);
                yield return new Scenario(vendor, days, LogShape.Skewed, HasTargets: true);
            }

            if (!quick)
            {
                yield return new Scenario(vendor, 30, LogShape.Even, HasTargets: false);
                yield return new Scenario(vendor, 30, LogShape.Skewed, HasTargets: false);
                yield return new Scenario(vendor, 160, LogShape.OneDay, HasTargets: false);
            }
        }
    }

    /// <summary>The most a parallel read may take of the sequential one's time.</summary>
    public double AtMost(int concurrency) => (concurrency, Shape) switch
    {
        (8, LogShape.Even) => 0.17,
        (8, _) => 0.22,
        (_, LogShape.Even) => 0.11,
        _ => 0.14,
    };
}
