using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>Which steps of time carry a label: days, or hours where there are less than three days.</summary>
internal sealed class TimeAxis
{
    private const int MostLabels = 8;

    public TimeAxis(IReadOnlyList<(HourBucket Time, Tally Tally)> steps, TimeZoneInfo zone)
    {
        var starts = steps.Select(s => TimeZoneInfo.ConvertTime(new DateTimeOffset(s.Time.Start, TimeSpan.Zero), zone)).ToList();
        var days = starts.Select(s => s.Date).Distinct().Count();
        var isLong = days > 21;
        var every = Math.Max(1, (days + MostLabels - 1) / MostLabels);
        var (lastDay, day) = (starts[0].Date, 0);
        for (var i = 0; i < starts.Count; i++)
        {
            var isNewDay = starts[i].Date != lastDay;
            day += isNewDay ? 1 : 0;
            lastDay = starts[i].Date;
            if (days > 3 ? isNewDay && day % every == 0 : i > 0 && starts[i].Hour % 6 == 0 && starts[i].Minute == 0)
            {
                var text = days > 3 || starts[i].Hour == 0 ? starts[i].ToString(isLong ? "d MMM" : "ddd d", System.Globalization.CultureInfo.InvariantCulture) : ZonedTime.Local(starts[i], zone, "HH:mm");
                Labels.Add((i, text));
            }
        }
    }

    /// <summary>The places of steps, and what is written there.</summary>
    public List<(int Step, string Text)> Labels { get; } = [];
}
