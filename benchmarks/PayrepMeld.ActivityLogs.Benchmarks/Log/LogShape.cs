namespace PayrepMeld.ActivityLogs.Benchmarks.Log;

/// <summary>How rows are spread over the range.</summary>
internal enum LogShape
{
    /// <summary>The same everywhere.</summary>
    Even,

    /// <summary>80 % of the rows in one stretch of 5 % of the range.</summary>
    Skewed,

    /// <summary>95 % of the rows in one day.</summary>
    OneDay,
}
