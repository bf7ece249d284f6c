namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>A column of the table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Text">What it shows of an entry.</param>
/// <param name="Least">How wide it is at least.</param>
/// <param name="Most">How wide it is at most, where a terminal has room.</param>
internal sealed record TableColumn(string Name, Func<ActivityLogEntry, string?> Text, int Least, int Most)
{
    private const int Unlimited = int.MaxValue;

    /// <summary>Below it, request and message need the room more than year and milliseconds do.</summary>
    private const int NeedsShortTimes = 100;

    /// <summary>Numbers, which end at the same place.</summary>
    public bool IsToTheRight { get; init; }

    /// <summary>Paths, whose ends tell them apart, and not their beginnings.</summary>
    public bool IsCutInside { get; init; }

    /// <summary>IPv6 is what its greatest width is for, and IPv4 what it mostly shows.</summary>
    public bool IsSeldomLong { get; init; }

    /// <summary>Whether it stands out where something failed.</summary>
    public bool ShowsOutcome { get; init; }

    /// <summary>What finds a failed request: an entry that has no endpoint shows its action in that place.</summary>
    /// <param name="zone">The zone of times.</param>
    /// <param name="width">How wide the terminal is; null for a pipe.</param>
    public static IReadOnlyList<TableColumn> ByDefault(TimeZoneInfo zone, int? width) =>
    [
        width < NeedsShortTimes
            ? new("time", entry => LocalTime.ShortOf(entry.OccurredAt, zone), LocalTime.ShortLength(zone), LocalTime.ShortLength(zone))
            : Of("time", zone),
        Of("vendor", zone),
        Of("outcome", zone),
        Of("status", zone),
        new("request", Request, Least: 16, Most: 80) { IsCutInside = true },
        Of("message", zone),
        Of("ip", zone),
    ];

    public static TableColumn Of(Field field, TimeZoneInfo zone)
    {
        Func<ActivityLogEntry, string?> text = field.Name == "time" ? entry => LocalTime.Of(entry.OccurredAt, zone) : field.Text;
        var (least, most) = Widths(field.Name, zone);
        return new(field.Name, text, least, most)
        {
            IsToTheRight = field.IsNumber,
            IsCutInside = field.Name == "endpoint",
            IsSeldomLong = field.Name == "ip",
            ShowsOutcome = field.Name is "outcome" or "status",
        };
    }

    private static (int Least, int Most) Widths(string name, TimeZoneInfo zone) => name switch
    {
        "time" => (LocalTime.Length(zone), LocalTime.Length(zone)),
        "vendor" or "status" => (6, 6),
        "outcome" or "method" => (7, 7),
        "account" => (7, 20),
        "actorType" or "entityType" => (10, 24),
        "endpoint" => (16, 80),
        "action" or "eventType" => (13, 60),
        "message" => (11, Unlimited),
        "ip" => (15, 39),
        Field.Raw => (20, Unlimited),

        // An id, or a name.
        _ => (26, 36),
    };

    private static TableColumn Of(string name, TimeZoneInfo zone) => Of(Field.All.First(field => field.Name == name), zone);

    private static string? Request(ActivityLogEntry entry) => entry.Endpoint is null ? entry.Action ?? entry.HttpMethod
        : entry.HttpMethod is null ? entry.Endpoint
        : $"{entry.HttpMethod} {entry.Endpoint}";
}
