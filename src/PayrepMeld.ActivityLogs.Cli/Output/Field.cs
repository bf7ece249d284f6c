using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>One value of an entry under the name it has in every format.</summary>
internal sealed record Field(string Name, Func<ActivityLogEntry, string?> Text)
{
    public const string Raw = "raw";

    /// <summary>In the order they are written. <see cref="Raw"/>, the vendor's own row, comes last and is no text.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        new("time", TimeOf),
        new("vendor", VendorOf),
        new("account", e => e.Account),
        new("id", e => e.Id),
        new("outcome", OutcomeOf),
        new("method", e => e.HttpMethod),
        new("endpoint", e => e.Endpoint),
        new("status", e => e.StatusCode?.ToString(CultureInfo.InvariantCulture)) { IsNumber = true },
        new("action", e => e.Action),
        new("message", e => e.Message),
        new("ip", e => e.ClientIp),
        new("requestId", e => e.RequestId),
        new("actorType", e => e.Actor?.Type),
        new("actorId", e => e.Actor?.Id),
        new("actorName", e => e.Actor?.Name),
        new("entityType", e => e.Entity?.Type),
        new("entityId", e => e.Entity?.Id),
        new("eventType", e => (e as MeldActivity)?.EventType),
        new("customerId", e => (e as MeldActivity)?.CustomerId),
        new("connectionId", e => (e as MeldActivity)?.ConnectionId),
        new(Raw, e => System.Text.Encoding.UTF8.GetString(e.Raw.Span)),
    ];

    /// <summary>For a format that has no room for a row in a cell, unless it is asked for.</summary>
    public static IReadOnlyList<Field> AllButRaw { get; } = [.. All.Where(field => field.Name != Raw)];

    /// <summary>Written to JSON without quotes.</summary>
    public bool IsNumber { get; init; }

    public static string Names => string.Join(", ", All.Select(f => f.Name));

    public static string TimeOf(ActivityLogEntry entry) => TimeOf(entry.OccurredAt);

    /// <summary>In UTC, for machines.</summary>
    public static string TimeOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static string VendorOf(ActivityLogEntry entry) => VendorName.Of(entry.Vendor);

    public static string OutcomeOf(ActivityLogEntry entry) => entry.Outcome switch
    {
        ActivityLogOutcome.Success => "success",
        ActivityLogOutcome.Failure => "failure",
        _ => "unknown",
    };

    /// <summary>The fields a comma-separated list names, in its order.</summary>
    /// <exception cref="UsageException">There is no such field, or one comes twice.</exception>
    public static IReadOnlyList<Field> Parse(string option, string list)
    {
        var fields = new List<Field>();
        foreach (var name in list.Split(',', StringSplitOptions.TrimEntries))
        {
            var field = All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (field is null || fields.Contains(field))
            {
                throw UsageException.Of(option, list, "each once, comma-separated, of " + Names);
            }

            fields.Add(field);
        }

        return fields;
    }
}
