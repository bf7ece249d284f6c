namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>What a consumer saw: the same for all who read the same log, so that none is fast because it left something out.</summary>
internal struct Tally
{
    public long Entries { get; private set; }

    public long Times { get; private set; }

    public long Statuses { get; private set; }

    public void Add(DateTimeOffset occurredAt, int? status)
    {
        Entries++;
        Times = unchecked((Times * 31) + occurredAt.UtcTicks);
        Statuses += status ?? 0;
    }

    /// <summary>For those who make no objects: the rows are known to be there.</summary>
    public void AddUnseen(int rows) => Entries += rows;
}
