using System.Globalization;
using System.Text;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>Small rows, told apart by id and time.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Start = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A row this many seconds before <see cref="Start"/>: the larger, the older.</summary>
    public static PayrepActivity PayrepRow(string id, double secondsBefore = 0, string status = "success") =>
        PayrepActivity.Parse(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","created_at":"{{At(secondsBefore)}}","status":"{{status}}"}"""));

    /// <inheritdoc cref="PayrepRow"/>
    public static MeldActivity MeldRow(string key, double secondsBefore = 0, string attributes = "{}") =>
        MeldActivity.Parse(Encoding.UTF8.GetBytes($$"""{"key":"{{key}}","occurredAt":"{{At(secondsBefore)}}","attributes":{{attributes}}}"""));

    public static string At(double secondsBefore) =>
        Start.AddSeconds(-secondsBefore).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
