namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>What a column of a table holds, and with that how it fits a terminal.</summary>
internal enum CellKind
{
    /// <summary>It is shortened, beginning and end kept.</summary>
    Name,

    /// <summary>It is whole, or left out.</summary>
    Number,

    /// <summary>It is whole; only its heading is cut.</summary>
    Bars,
}
