namespace PayrepMeld.ActivityLogs;

/// <summary>One answer of <see cref="IPayrepApi.FetchActivityLogsAsync"/>.</summary>
public sealed class PayrepActivityPage
{
    /// <summary>The rows that could be read, in the vendor's order.</summary>
    public IReadOnlyList<PayrepActivity> Entries { get; init; } = [];

    /// <summary>The rows that could not.</summary>
    public IReadOnlyList<UnreadableRow> UnreadableRows { get; init; } = [];
}
