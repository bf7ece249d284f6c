using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>What is said about an export beside its bar.</summary>
internal static class ExportReport
{
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
