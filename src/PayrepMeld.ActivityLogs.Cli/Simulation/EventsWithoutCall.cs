using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Simulation;

/// <summary>A log of Meld in which webhooks that came in tell of an event and of no call: how they ended is unknown.</summary>
internal sealed class EventsWithoutCall(IVendorLog<MeldRow> log) : IVendorLog<MeldRow>
{
    public long Count => log.Count;

    public MeldRow this[long index] => log[index] is var row && row.Action == MeldActions.InboundRequestWebhook
        ? row with { HttpMethod = null, Endpoint = null, StatusCode = null, Message = null }
        : row;

    public DateTimeOffset TimeAt(long index) => log.TimeAt(index);

    public long IndexOf(string id) => log.IndexOf(id);
}
