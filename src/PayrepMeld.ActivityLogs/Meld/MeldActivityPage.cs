namespace PayrepMeld.ActivityLogs;

/// <summary>One answer of <see cref="IMeldApi.SearchActivityLogAsync"/>.</summary>
public sealed class MeldActivityPage
{
    /// <summary>The rows that could be read, in the vendor's order.</summary>
    public IReadOnlyList<MeldActivity> Entries { get; init; } = [];

    /// <summary>The rows that could not.</summary>
    public IReadOnlyList<UnreadableRow> UnreadableRows { get; init; } = [];

    /// <summary>Meld's <c>count</c>, as sent: how many rows this page is said to hold; null where absent or not a whole number.</summary>
    public long? Count { get; init; }

    /// <summary>Meld's <c>remaining</c>, as sent: how many rows are said to follow in the direction paged; null where absent or not a whole number.</summary>
    public long? Remaining { get; init; }

    /// <summary>How many requests it took.</summary>
    internal int Attempts { get; init; }

    /// <summary>The answer's HTTP status; null for a page made by a test.</summary>
    internal int? StatusCode { get; init; }
}
