using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Reading;

/// <summary>What keeps <c>--concurrency</c> from what was asked.</summary>
internal static class ConcurrencyLimits
{
    public static void Note(ToolTerminal terminal, ActivityLogQuery query, ActivityLogClientsOptions settings, IEnumerable<ActivityLogVendor> vendors)
    {
        if (query.MaxConcurrency == 1)
        {
            return;
        }

        if (query.From is null)
        {
            terminal.Note("--concurrency needs --since: without it there is no range to cut, and page is read after page.");
            return;
        }

        foreach (var vendor in vendors)
        {
            var limit = vendor == ActivityLogVendor.Payrep ? settings.Payrep?.Resilience.MaxConcurrentRequests : settings.Meld?.Resilience.MaxConcurrentRequests;
            if (limit < query.MaxConcurrency)
            {
                terminal.Note(string.Create(CultureInfo.InvariantCulture, $"No more than {limit} requests go to {vendor} at once: {vendor}:Resilience:MaxConcurrentRequests of the configuration."));
            }
        }
    }
}
