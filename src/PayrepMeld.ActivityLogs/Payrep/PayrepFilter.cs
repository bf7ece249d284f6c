namespace PayrepMeld.ActivityLogs;

/// <summary>What only Payrep can filter by. It restricts Payrep's rows only: in a merged read Meld's are not touched by it.</summary>
public sealed record PayrepFilter
{
    /// <summary>
    /// Sent as it is in the request's <c>filters</c> object. Payrep documents the keys <c>status</c> and <c>method</c>; for these two
    /// prefer <see cref="ActivityLogQuery.Outcome"/> and <see cref="ActivityLogQuery.HttpMethod"/>, and do not set both.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyDictionary<string, string> Filters
    {
        get;
        init => field = new Dictionary<string, string>(value ?? throw new ArgumentNullException(nameof(Filters)), StringComparer.Ordinal);
    } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal void Validate(ActivityLogQuery query)
    {
        RefuseBoth("status", query.Outcome is not null, nameof(ActivityLogQuery.Outcome));
        RefuseBoth("method", query.HttpMethod is not null, nameof(ActivityLogQuery.HttpMethod));
        foreach (var key in Filters.Keys)
        {
            ActivityLogQuery.RefuseEmpty(key, nameof(Filters));
        }
    }

    private void RefuseBoth(string key, bool alsoSet, string property)
    {
        if (alsoSet && Filters.ContainsKey(key))
        {
            throw new ArgumentException($"{property} and Payrep.Filters[\"{key}\"] are the same filter: set one.", property);
        }
    }
}
