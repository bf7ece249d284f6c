namespace PayrepMeld.ActivityLogs.Cli.Tests.Statistics;

/// <summary>Zones whose clocks change on days that tests choose.</summary>
internal static class Zones
{
    public static TimeZoneInfo India { get; } = TimeZoneInfo.CreateCustomTimeZone("+5:30", new TimeSpan(5, 30, 0), "+5:30", "+5:30");

    /// <summary>Clocks go back at 02:00 of that day, by an hour or so much else, and on half a year earlier.</summary>
    public static TimeZoneInfo BackOn(DateTime day, int minutes = 60)
    {
        var begin = day.AddDays(-180);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromMinutes(minutes), At(begin), At(day));
        return TimeZoneInfo.CreateCustomTimeZone("back", TimeSpan.FromHours(1), "back", "back", "back", [rule]);
    }

    private static TimeZoneInfo.TransitionTime At(DateTime day) => TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 2, 0, 0, DateTimeKind.Unspecified), day.Month, day.Day);
}
