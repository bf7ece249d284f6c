using PayrepMeld.ActivityLogs.Cli.Statistics;

namespace PayrepMeld.ActivityLogs.Cli.Reporting;

/// <summary>How the groups of a table are shown.</summary>
/// <param name="Header">What they are.</param>
/// <param name="Order">Which groups come first.</param>
/// <param name="Name">The group's name.</param>
/// <param name="Below">What stands below it.</param>
/// <param name="Select">The options that choose its entries; null where none do.</param>
/// <param name="IsMarked">Whether it is marked as new.</param>
/// <param name="AreFailuresOnly">Whether only failures are counted.</param>
internal sealed record GroupColumn(
    string Header,
    string Order,
    Func<GroupKey, string> Name,
    Func<GroupKey, Tally, string> Below,
    Func<GroupKey, (string Name, string? Value)[]?> Select,
    Func<Tally, bool>? IsMarked = null,
    bool AreFailuresOnly = false);
