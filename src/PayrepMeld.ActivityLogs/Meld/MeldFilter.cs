namespace PayrepMeld.ActivityLogs;

/// <summary>What only Meld can filter by. It restricts Meld's rows only: in a merged read Payrep's are not touched by it.</summary>
public sealed record MeldFilter
{
    /// <summary>Only these actions; empty for all. Known ones: <see cref="MeldActions"/>. Sent comma-separated, so none may hold a comma.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyList<string> Actions
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(Actions))];
    } = [];

    /// <summary>Only activity that occurred during this request.</summary>
    public string? RequestId { get; init; }

    /// <summary>Only activity for this customer, by Meld's id. Not together with <see cref="ExternalCustomerId"/>: Meld refuses both in one request.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Only activity for this customer, by your own id. Not together with <see cref="CustomerId"/>.</summary>
    public string? ExternalCustomerId { get; init; }

    /// <summary>Only activity for these connections; empty for all. None may hold a comma.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyList<string> ConnectionIds
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(ConnectionIds))];
    } = [];

    /// <summary>Only activity for these financial accounts; empty for all. None may hold a comma.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyList<string> FinancialAccountIds
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(FinancialAccountIds))];
    } = [];

    /// <summary>Only activity for this event type.</summary>
    public string? EventType { get; init; }

    /// <summary>Which filters are set, without the ids of customers: a query may be logged.</summary>
    public override string ToString() =>
        $"MeldFilter {{ Actions = [{string.Join(", ", Actions)}], RequestId = {RequestId}, EventType = {EventType}, "
        + $"customer: {CustomerId is not null || ExternalCustomerId is not null}, connections: {ConnectionIds.Count}, accounts: {FinancialAccountIds.Count} }}";

    internal void Validate()
    {
        if (CustomerId is not null && ExternalCustomerId is not null)
        {
            throw new ArgumentException("CustomerId and ExternalCustomerId cannot be used in the same request: set one.", nameof(CustomerId));
        }

        ActivityLogQuery.RefuseEmpty(RequestId, nameof(RequestId));
        ActivityLogQuery.RefuseEmpty(CustomerId, nameof(CustomerId));
        ActivityLogQuery.RefuseEmpty(ExternalCustomerId, nameof(ExternalCustomerId));
        ActivityLogQuery.RefuseEmpty(EventType, nameof(EventType));
        RefuseCommas(Actions, nameof(Actions));
        RefuseCommas(ConnectionIds, nameof(ConnectionIds));
        RefuseCommas(FinancialAccountIds, nameof(FinancialAccountIds));
    }

    private static void RefuseCommas(IReadOnlyList<string> values, string property)
    {
        foreach (var value in values)
        {
            if (string.IsNullOrWhiteSpace(value) || value.Contains(',', StringComparison.Ordinal))
            {
                throw new ArgumentException($"{property} is sent comma-separated: no value may be empty or hold a comma.", property);
            }
        }
    }
}
