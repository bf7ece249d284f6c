using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>The options of <c>list</c> that choose exactly the entries of a group; null where no options do.</summary>
internal static class Selection
{
    /// <param name="key">The group.</param>
    /// <param name="asked">The endpoints that the report was asked for; null for all.</param>
    public static (string Name, string? Value)[]? OfEndpoint(GroupKey key, EndpointPattern? asked)
    {
        // The path takes the pattern's place. A pattern that it does not match chose by the query or the host, and perhaps not the whole group.
        if (asked is not null && !asked.Matches(key.Text))
        {
            return null;
        }

        // A * of the endpoint's own would stand for any text, and what was cut off can only be left open.
        if (!IsUsable(key.Text) || key.Text!.Contains('*', StringComparison.Ordinal) || (key.IsCut && asked is not null))
        {
            return null;
        }

        if (!IsUsable(key.Method) || key.Method!.Length == GroupKey.LongestText || key.Method.Any(char.IsLower))
        {
            return null;
        }

        return [Vendor(key), ("--method", key.Method), ("--endpoint", key.IsCut ? key.Text + "*" : key.Text)];
    }

    /// <summary>Only Meld is asked for actions.</summary>
    public static (string Name, string? Value)[]? OfAction(GroupKey key) =>
        key.Vendor == ActivityLogVendor.Meld && IsUsable(key.Text) && !key.IsCut && !key.Text!.Contains(',', StringComparison.Ordinal) && key.Text == key.Text.Trim()
            ? [Vendor(key), ("--action", key.Text)]
            : null;

    public static (string Name, string? Value)[]? OfAddress(GroupKey key, ListedAddresses listed) => key.Text is not null && EntryStatistics.Canonical(key.Text) == key.Text && !listed.MayHold(key.Text)
        ? [("--ip", key.Text)]
        : null;

    public static (string Name, string? Value)[]? OfStatus(GroupKey key) => key.Text is { Length: 3 } status && char.IsBetween(status[0], '1', '9') ? [("--status-code", status)] : null;

    public static (string Name, string? Value)[]? OfMessage(GroupKey key) => IsUsable(key.Text) ? [("--message", key.Text)] : null;

    private static (string Name, string? Value) Vendor(GroupKey key) => ("--vendor", StatisticsRow.Name(key.Vendor));

    private static bool IsUsable(string? text) => !string.IsNullOrWhiteSpace(text) && ShellWord.CanBe(text);
}
