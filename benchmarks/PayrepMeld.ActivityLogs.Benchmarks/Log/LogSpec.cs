using System.Globalization;

namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>Which log a server serves, and how long it takes to answer.</summary>
internal sealed record LogSpec(ActivityLogVendor Vendor, int Rows, int Days, LogShape Shape, int DelayMilliseconds)
{
    public const int PageSize = 100;

    /// <summary>Midnight in UTC, the end of the newest day.</summary>
    public static DateTimeOffset To { get; } = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset From => To.AddDays(-Days);

    public int FullPages => Rows / PageSize;

    /// <summary>The requests of a sequential read of all of it: Payrep says that the log ended with one more page, an empty one.</summary>
    public int SequentialRequests => FullPages + (Vendor == ActivityLogVendor.Payrep ? 1 : 0);

    public string[] ToArguments() => [Vendor.ToString(), Text(Rows), Text(Days), Shape.ToString(), Text(DelayMilliseconds)];

    public static LogSpec Parse(ReadOnlySpan<string> arguments) => new(
        Enum.Parse<ActivityLogVendor>(arguments[0]),
        int.Parse(arguments[1], CultureInfo.InvariantCulture),
        int.Parse(arguments[2], CultureInfo.InvariantCulture),
        Enum.Parse<LogShape>(arguments[3]),
        int.Parse(arguments[4], CultureInfo.InvariantCulture));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
