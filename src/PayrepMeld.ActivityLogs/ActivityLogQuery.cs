namespace PayrepMeld.ActivityLogs;

/// <summary>
/// What to read. Immutable; <c>default</c> values mean "everything". Values that contradict each other fail with an
/// <see cref="ArgumentException"/> that names the property, on construction or at the first use.
/// </summary>
/// <remarks>
/// What a vendor can filter on its server is filtered there; the rest is filtered on the client, after it was transferred.
/// <see cref="GetClientSideFilters"/> says which is which.
/// </remarks>
public sealed record ActivityLogQuery
{
    /// <summary>The smallest value of <see cref="PageSize"/>: 1.</summary>
    public const int MinPageSize = 1;

    /// <summary>The largest value of <see cref="PageSize"/>: 1000. Meld is never asked for more than its own maximum of 100.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>The largest value of <see cref="PrefetchPages"/>: 16.</summary>
    public const int PrefetchLimit = 16;

    /// <summary>The largest value of <see cref="MaxConcurrency"/>: 64.</summary>
    public const int ConcurrencyLimit = 64;

    /// <summary>The oldest instant to read, inclusive. Null: from the beginning (Payrep is sent no <c>start_date</c>, Meld a start of 2015-01-01Z).</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The instant to read up to, exclusive. Null: everything there is when the read begins (up to two days ahead of this machine's clock, so that a slow clock loses nothing); a cursor keeps that bound.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>
    /// How many rows to ask a vendor for at once, <see cref="MinPageSize"/> to <see cref="MaxPageSize"/>; 100 by default, the best value
    /// for both. At least 2 are asked for on the wire, and Meld is asked for at most 100. In a merged read also the most entries a page holds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not <see cref="MinPageSize"/> to <see cref="MaxPageSize"/>.</exception>
    public int PageSize
    {
        get;
        init => field = value is >= MinPageSize and <= MaxPageSize
            ? value
            : throw new ArgumentOutOfRangeException(nameof(PageSize), value, $"PageSize must be {MinPageSize} to {MaxPageSize}.");
    } = 100;

    /// <summary>Stop after this many delivered entries, 1 or more; null (the default) for no limit. After resuming it counts anew.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long? MaxEntries
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxEntries), value, "MaxEntries must be 1 or more, or null for no limit.");
    }

    /// <summary>
    /// How many pages to ask a vendor for while the caller works on the page before, 0 to <see cref="PrefetchLimit"/>; 1 by default, and 0
    /// asks for a page only when the caller waits for it. An error of a page asked for ahead is thrown when its turn comes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 to <see cref="PrefetchLimit"/>.</exception>
    public int PrefetchPages
    {
        get;
        init => field = value is >= 0 and <= PrefetchLimit
            ? value
            : throw new ArgumentOutOfRangeException(nameof(PrefetchPages), value, $"PrefetchPages must be 0 to {PrefetchLimit}.");
    } = 1;

    /// <summary>
    /// How many requests a read sends to a vendor at once, 1 to <see cref="ConcurrencyLimit"/>; 1 by default. Above 1 the range is cut into slices of time
    /// that are read side by side; what is delivered, and in which order, stays the same. It needs <see cref="From"/>: a read
    /// without it has no range to cut, and goes page by page. Payrep's slices are whole days. A read holds up to 12 pages for each, whatever
    /// <see cref="PrefetchPages"/> says; <see cref="ActivityLogResilienceOptions.MaxConcurrentRequests"/> bounds it as well.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to <see cref="ConcurrencyLimit"/>.</exception>
    public int MaxConcurrency
    {
        get;
        init => field = value is >= 1 and <= ConcurrencyLimit
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxConcurrency), value, $"MaxConcurrency must be 1 to {ConcurrencyLimit}.");
    } = 1;

    /// <summary>
    /// Only entries that ended so; null for all. Payrep filters <see cref="ActivityLogOutcome.Success"/> and <see cref="ActivityLogOutcome.Failure"/>
    /// on its server (its documented <c>status</c>); for Meld, and for <see cref="ActivityLogOutcome.Unknown"/>, it is done on the client, and
    /// <see cref="ActivityLogPage.UnknownOutcomes"/> counts the rows that do not say. Payrep goes by <c>status</c> alone: a row whose status is
    /// neither <c>success</c> nor <c>error</c> is in neither result.
    /// </summary>
    public ActivityLogOutcome? Outcome { get; init; }

    /// <summary>
    /// Only entries of this HTTP method, such as <c>POST</c>; null for all. Payrep filters on its server and is sent it in upper case; for Meld it is done on the client,
    /// ignoring case, and leaves out rows that name no method.
    /// </summary>
    public string? HttpMethod { get; init; }

    /// <summary>
    /// Only entries that contain this text; null for all. Payrep searches on its server, by its own rules; for Meld the text is looked for
    /// on the client in every value of <c>attributes</c> and <c>details</c>, ordinally and ignoring case.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>Keep a copy of each row's bytes in <see cref="ActivityLogEntry.Raw"/>. Off by default: it costs the row's size in memory.</summary>
    public bool IncludeRaw { get; init; }

    /// <summary>What only Payrep can filter by; null for nothing. Does not touch Meld's rows.</summary>
    public PayrepFilter? Payrep { get; init; }

    /// <summary>What only Meld can filter by; null for nothing. Does not touch Payrep's rows.</summary>
    public MeldFilter? Meld { get; init; }

    /// <summary>Tells which set properties are filtered on the client for a vendor: those rows are transferred and then left out.</summary>
    /// <param name="vendor">The vendor asked about.</param>
    /// <returns>Names of properties of this type; empty when the vendor's server does it all.</returns>
    /// <remarks>
    /// <see cref="From"/> and <see cref="To"/> are always sent to the vendor a little widened and cut exactly on the client, because neither vendor
    /// documents its zone or its edges; they are not listed.
    /// </remarks>
    public IReadOnlyList<string> GetClientSideFilters(ActivityLogVendor vendor)
    {
        var names = new List<string>();
        if (Outcome is { } outcome && (vendor == ActivityLogVendor.Meld || outcome == ActivityLogOutcome.Unknown))
        {
            names.Add(nameof(Outcome));
        }

        if (vendor == ActivityLogVendor.Meld && HttpMethod is not null)
        {
            names.Add(nameof(HttpMethod));
        }

        if (vendor == ActivityLogVendor.Meld && Search is not null)
        {
            names.Add(nameof(Search));
        }

        return names;
    }

    /// <summary>Checks the rules between values; those of one value are checked where it is set.</summary>
    internal void Validate()
    {
        if (From is { } from && To is { } to && from >= to)
        {
            throw new ArgumentException($"From ({from:O}) must be before To ({to:O}).", nameof(From));
        }

        if (Outcome is { } outcome && !Enum.IsDefined(outcome))
        {
            throw new ArgumentException($"Outcome {(int)outcome} is not a value of ActivityLogOutcome.", nameof(Outcome));
        }

        RefuseEmpty(HttpMethod, nameof(HttpMethod));
        RefuseEmpty(Search, nameof(Search));
        Payrep?.Validate(this);
        Meld?.Validate();
    }

    internal static void RefuseEmpty(string? value, string property)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{property} must not be empty: use null for no filter.", property);
        }
    }
}
