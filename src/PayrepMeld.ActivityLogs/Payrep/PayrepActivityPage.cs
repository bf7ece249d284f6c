namespace PayrepMeld.ActivityLogs;

/// <summary>One answer of <see cref="IPayrepApi.FetchActivityLogsAsync"/>.</summary>
public sealed class PayrepActivityPage
{
    /// <summary>The rows that could be read, in the vendor's order.</summary>
    public IReadOnlyList<PayrepActivity> Entries { get; init; } = [];

    /// <summary>The rows that could not.</summary>
    public IReadOnlyList<UnreadableRow> UnreadableRows { get; init; } = [];

    /// <summary>How many requests it took.</summary>
    internal int Attempts { get; init; }

    /// <summary>The answer's HTTP status; null for a page made by a test.</summary>
    internal int? StatusCode { get; init; }
}
