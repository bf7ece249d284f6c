using System.Globalization;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>What is said about an export beside its bar.</summary>
internal static class ExportReport
{
    /// <summary>What keeps <c>--concurrency</c> from what was asked.</summary>
    public static void Limits(ToolTerminal terminal, ActivityLogQuery query, ActivityLogClientsOptions settings, IReadOnlyList<ActivityLogVendor> vendors)
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

    /// <summary>What is in the file, and what is missing.</summary>
    /// <returns>How the command ends.</returns>
    public static int Whole(ToolTerminal terminal, ExportState state, string path, TimeZoneInfo zone)
    {
        terminal.Note(state is { Oldest: { } oldest, Newest: { } newest }
            ? $"{Amount.Of(state.Entries)} from {LocalTime.Of(oldest, zone)} to {LocalTime.Of(newest, zone)} {(state.Entries == 1 ? "is" : "are")} in {path}."
            : $"No entry matches: {path} has none.");
        if (state.HasUnknownOutcomes)
        {
            terminal.Note("Other entries do not say how they ended: --outcome unknown is for them.");
        }

        if (state.Unreadable.Count == 0)
        {
            return ExitCode.Done;
        }

        terminal.Warn(Amount.Unreadable(state.Unreadable.Count));
        return ExitCode.Incomplete;
    }
}
