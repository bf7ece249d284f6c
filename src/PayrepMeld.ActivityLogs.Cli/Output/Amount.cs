using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Numbers of entries as people read them.</summary>
internal static class Amount
{
    public static string Of(long entries) => entries == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries");

    public static string Unreadable(long rows) => rows == 1
        ? "1 row could not be read and is missing."
        : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows could not be read and are missing.");

    public static string Unknown(long entries) => entries == 1
        ? "1 more entry does not say how it ended: --outcome unknown shows it."
        : string.Create(CultureInfo.InvariantCulture, $"{entries:N0} more entries do not say how they ended: --outcome unknown shows them.");
}
