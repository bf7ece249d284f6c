namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>By what entries are grouped.</summary>
internal enum Dimension
{
    Endpoint,
    Ip,
    Status,
    Hour,
    Action,
}
