namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>The SDK, entry by entry.</summary>
internal sealed class SdkPeer(string name, IActivityLogClient client, ActivityLogQuery query, SdkPeer.Look look) : IPeer
{
    public const string PeerName = "**this SDK**: time and status read";

    /// <summary>What the consumer looks at.</summary>
    public delegate void Look(ActivityLogEntry entry, ref Tally tally);

    public string Name => name;

    public async Task<Tally> ReadAsync()
    {
        var tally = default(Tally);
        await foreach (var entry in client.ReadEntriesAsync(query))
        {
            look(entry, ref tally);
        }

        return tally;
    }

    public static void TimeAndStatus(ActivityLogEntry entry, ref Tally tally) => tally.Add(entry.OccurredAt, entry.StatusCode);

    public static void TimeOnly(ActivityLogEntry entry, ref Tally tally) => tally.Add(entry.OccurredAt, status: null);

    /// <summary>The texts that are as distinct as the rows.</summary>
    public static void Texts(ActivityLogEntry entry, ref Tally tally)
    {
        GC.KeepAlive(entry.Id);
        GC.KeepAlive((entry as PayrepActivity)?.CreatedAtText);
        tally.Add(entry.OccurredAt, entry.StatusCode);
    }
}
