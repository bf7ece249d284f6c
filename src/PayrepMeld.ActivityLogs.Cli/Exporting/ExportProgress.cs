using PayrepMeld.ActivityLogs.Cli.Progress;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>How far an export is.</summary>
/// <remarks>
/// Meld says how many rows are left. Where nobody does (Payrep, both merged, parts read side by side) it is the time covered that counts, which takes a beginning:
/// without <c>--since</c> nobody knows.
/// </remarks>
internal static class ExportProgress
{
    /// <summary>The part that is done with a page, 0 to 1; null if nobody knows.</summary>
    public static double? Fraction(ExportState state, ActivityLogPage page)
    {
        if (page.Next is null)
        {
            return 1;
        }

        if (page.Remaining is { } left && state.Rows is > 0 and { } rows)
        {
            return 1 - Math.Min(1, (double)left / rows);
        }

        return state is { Rows: null, From: { } from, Newest: { } newest, Oldest: { } oldest } ? ReadProgress.Covered(newest, oldest, from) : null;
    }
}
