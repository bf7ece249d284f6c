using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>What a report tells.</summary>
internal sealed record Report
{
    private bool? _hasOneOffset;

    public required EntryStatistics Statistics { get; init; }

    public required SummedRange Range { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required ListCommandLine Commands { get; init; }

    public required IReadOnlyList<ActivityLogVendor> Vendors { get; init; }

    public required string Account { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required int Unreadable { get; init; }

    /// <summary>Entries left out of a report of one outcome because they do not say theirs.</summary>
    public required int LeftOutAsUnknown { get; init; }

    /// <summary>How many groups a table shows: it is read by people, and its size is bounded.</summary>
    public int MostRows { get; init; } = ReportPage.MostRows;

    /// <summary>Whether the data is made anew at each run, so that no command shows the same rows.</summary>
    public required bool IsSimulated { get; init; }

    /// <summary>An address first seen from here on is marked as new: the last quarter of the range. Null where nothing older was seen to compare with.</summary>
    public DateTimeOffset? NewFrom
    {
        get
        {
            var quarter = Range.To - ((Range.To - Range.From) / 4);
            return Statistics.Total.First < quarter ? quarter : null;
        }
    }

    public bool IsNew(Tally address) => address.First >= NewFrom;

    /// <summary><c>Sat 21 Nov 14:03</c>, with the offset where it is not the same all through the range.</summary>
    public string Time(DateTimeOffset? time) => time is not { } instant ? "never"
        : ZonedTime.Local(instant, Zone, "ddd d MMM HH:mm") + (HasOneOffset ? "" : " " + ZonedTime.Offset(instant, Zone));

    private bool HasOneOffset => _hasOneOffset ??= ZonedTime.OnlyOffset(Range.From, Range.To, Zone) is not null;
}
