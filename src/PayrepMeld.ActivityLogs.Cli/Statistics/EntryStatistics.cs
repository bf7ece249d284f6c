using PayrepMeld.ActivityLogs.Cli.Reading;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>Sums up entries as they come by, of which it keeps none: its size is bounded whatever they contain.</summary>
internal sealed class EntryStatistics(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
{
    public Tally Total { get; } = new();

    /// <summary>By vendor, method and path without query, case ignored as <c>--endpoint</c> does.</summary>
    public Groups Endpoints { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By vendor and action.</summary>
    public Groups Actions { get; } = new(StringComparer.Ordinal);

    /// <summary>By client address; one that can be read, in its shortest form. A list of addresses is a group of its own.</summary>
    public Groups Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>By HTTP status.</summary>
    public Groups Statuses { get; } = new(StringComparer.Ordinal);

    /// <summary>Failures by masked message.</summary>
    public Groups Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>The addresses that stand in lists.</summary>
    public ListedAddresses Listed { get; } = new();

    public HourlyTallies Hours { get; } = new(from, to, zone);

    /// <summary>Sums up all entries of a read.</summary>
    public async Task AddAsync(IAsyncEnumerable<ActivityLogEntry> entries)
    {
        await foreach (var entry in entries)
        {
            Add(entry);
        }
    }

    public void Add(ActivityLogEntry entry)
    {
        var facts = EntryFacts.Of(entry);
        Total.Add(facts);
        Hours.Add(facts);
        Endpoints.Add(GroupKey.Of(entry.Vendor, Method(entry), entry.Endpoint is null ? null : EndpointParts.Of(entry.Endpoint).Path), facts);
        Actions.Add(GroupKey.Of(entry.Vendor, method: null, entry.Action), facts);
        Addresses.Add(GroupKey.Of(vendor: null, method: null, Canonical(entry.ClientIp) ?? entry.ClientIp), facts);
        Listed.Add(entry.ClientIp);
        Statuses.Add(new GroupKey(Vendor: null, Method: null, entry.StatusCode?.ToString(System.Globalization.CultureInfo.InvariantCulture)), facts);
        if (facts.Outcome == ActivityLogOutcome.Failure)
        {
            Messages.Add(new GroupKey(Vendor: null, Method: null, MessageMask.Of(entry.Message)), facts);
        }
    }

    /// <summary>The shortest form of an address, the same for all spellings that <c>--ip</c> takes for the same; null for what is no address.</summary>
    public static string? Canonical(string? address) =>
        IpText.TryParse(address?.Trim(), out var parsed) ? (parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed).ToString() : null;

    // Asked for a method, Payrep is sent it in upper case and finds what is spelled so; for Meld case does not count.
    private static string? Method(ActivityLogEntry entry) => entry.Vendor == ActivityLogVendor.Payrep ? entry.HttpMethod : entry.HttpMethod?.ToUpperInvariant();
}
