using System.Globalization;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>Numbers of entries as people read them.</summary>
internal static class Amount
{
    public static string Of(long entries) => entries == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries");
}
