using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Counts what leaves the library, and logs what could not be read: once for each row, however often it was read.</summary>
internal static class Delivery
{
    public static void Report(ActivityLogPage page, ILogger logger, string account)
    {
        var payrep = 0;
        foreach (var entry in page.Entries)
        {
            payrep += entry.Vendor == ActivityLogVendor.Payrep ? 1 : 0;
        }

        Report(ActivityLogVendor.Payrep, payrep);
        Report(ActivityLogVendor.Meld, page.Entries.Count - payrep);
        foreach (var row in page.UnreadableRows)
        {
            Report(row, logger, account);
        }
    }

    public static void Report(ActivityLogVendor vendor, int entries)
    {
        if (entries > 0)
        {
            Telemetry.EntriesDelivered(vendor, entries);
        }
    }

    public static void Report(UnreadableRow row, ILogger logger, string account)
    {
        Log.UnreadableRow(logger, row.Vendor, account, row.Reason);
        Telemetry.RowUnreadable(row.Vendor);
    }
}
