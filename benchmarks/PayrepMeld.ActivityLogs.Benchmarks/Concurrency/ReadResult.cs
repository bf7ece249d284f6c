namespace PayrepMeld.ActivityLogs.Benchmarks.Concurrency;

/// <summary>One read of a whole log: how long until the first entry and in all (seconds), and what it asked of the server.</summary>
internal sealed record ReadResult(IReadOnlyList<string> Ids, double First, double Total, int Requests, int AtOnce);
