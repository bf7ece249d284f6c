namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>One way to read a whole log, page after page.</summary>
internal interface IPeer
{
    string Name { get; }

    Task<Tally> ReadAsync();
}
