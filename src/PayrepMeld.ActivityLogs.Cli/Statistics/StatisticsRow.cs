using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Output;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>A group and what was counted of it, under the names and in the order machines read.</summary>
/// <param name="By">What entries are grouped by; <c>total</c> for all of them.</param>
/// <param name="Key">The group; of an hour, the instant it begins.</param>
/// <param name="Tally">What was counted.</param>
/// <param name="IsRest">Whether it stands for all groups beyond those that are counted one by one.</param>
internal sealed record StatisticsRow(string By, GroupKey Key, Tally Tally, bool IsRest = false)
{
    public static readonly IReadOnlyList<string> Names =
        ["by", "vendor", "method", "group", "rest", "requests", "successes", "failures", "unknown", "failureRate", "firstSeen", "lastSeen", "lastFailure"];

    public static IEnumerable<StatisticsRow> Of(EntryStatistics statistics, Dimension by) => by == Dimension.Hour
        ? [.. Rest(by, statistics.Hours.Rest), .. statistics.Hours.All().Select(h => new StatisticsRow(Name(by), new GroupKey(null, null, Field.TimeOf(new DateTimeOffset(h.Hour.Start, TimeSpan.Zero))), h.Tally))]
        : [.. Of(statistics, by, out var rest).Select(g => new StatisticsRow(Name(by), g.Key, g.Value)), .. Rest(by, rest)];

    public static StatisticsRow Total(EntryStatistics statistics) => new("total", default, statistics.Total);

    /// <summary>A time as all machine formats write it.</summary>
    public static string Name(Dimension by) => by.ToString().ToLowerInvariant();

    public static string? Name(ActivityLogVendor? vendor) => vendor is { } one ? VendorName.Of(one) : null;

    private static IEnumerable<KeyValuePair<GroupKey, Tally>> Of(EntryStatistics statistics, Dimension by, out Tally rest)
    {
        var groups = by switch
        {
            Dimension.Endpoint => statistics.Endpoints,
            Dimension.Ip => statistics.Addresses,
            Dimension.Status => statistics.Statuses,
            _ => statistics.Actions,
        };
        rest = groups.Rest;
        return groups.Ranked();
    }

    private static IEnumerable<StatisticsRow> Rest(Dimension by, Tally rest) => rest.Requests == 0 ? [] : [new StatisticsRow(Name(by), default, rest, IsRest: true)];
}
