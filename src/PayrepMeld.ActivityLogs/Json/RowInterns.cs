using PayrepMeld.ActivityLogs.Payrep;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>What repeats in one channel's rows. It belongs to the channel, so that nothing outlives it and accounts share nothing.</summary>
internal sealed class RowInterns
{
    private const int MaxTextLength = 96;
    private const int MaxPartyLength = 256;

    /// <summary>Texts, by their bytes between the quotes, which hold no escape and are valid UTF-8.</summary>
    public InternTable<string> Texts { get; } = new(MaxTextLength);

    /// <summary>What Payrep's rows have in common, by what it is made of.</summary>
    public InternTable<PayrepShared> PayrepShared { get; } = new(Payrep.PayrepShared.MaxKeyLength);

    /// <summary>Meld's actors, by their whole object.</summary>
    public InternTable<ActivityLogActor> Actors { get; } = new(MaxPartyLength);

    /// <summary>Meld's entities, by their whole object.</summary>
    public InternTable<ActivityLogEntity> Entities { get; } = new(MaxPartyLength);
}
