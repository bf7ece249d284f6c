using PayrepMeld.ActivityLogs.Benchmarks.Peers;

namespace PayrepMeld.ActivityLogs.Benchmarks.Cpu;

/// <summary>Holds everyone to having read the same entries in the same order.</summary>
internal sealed class SameTally(int rows)
{
    private Tally? _expected;

    public void Check(IPeer peer, Tally tally)
    {
        if (tally.Entries != rows)
        {
            throw new InvalidOperationException($"{peer.Name} read {tally.Entries} entries of {rows}.");
        }

        if (peer is WirePeer)
        {
            return;
        }

        var expected = _expected ??= tally;
        var statusRead = tally.Statuses != 0;
        if (tally.Times != expected.Times || (statusRead && tally.Statuses != expected.Statuses))
        {
            throw new InvalidOperationException($"{peer.Name} read other times or statuses than the others.");
        }
    }
}
