namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>The rows that a request asks for: the first place, how many, and how many of the range come after them.</summary>
internal readonly record struct PageRange(int Begin, int Count, int Remaining)
{
    /// <summary>A request for a row that is not there, or for a date that is none.</summary>
    public static PageRange? Refused => null;

    public static PageRange Of(int begin, int end, int limit)
    {
        var count = Math.Clamp(end - begin, 0, limit);
        return new PageRange(begin, count, Math.Max(0, end - begin - count));
    }
}
