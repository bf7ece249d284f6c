namespace PayrepMeld.ActivityLogs.Json;

/// <summary>The account an entry belongs to, and what few entries have beside it: in one reference, so that entries are small.</summary>
internal readonly struct EntryOrigin
{
    private readonly object _account;

    public EntryOrigin(string account) => _account = account;

    public EntryOrigin(EntryExtras extras) => _account = extras;

    public string Account => _account as string ?? Extras!.Account;

    /// <summary>Null for most entries.</summary>
    public EntryExtras? Extras => _account as EntryExtras;
}

/// <summary>What few entries have.</summary>
internal sealed class EntryExtras(string account)
{
    public string Account { get; } = account;

    public byte[]? Raw { get; init; }

    public byte[]? AdditionalJson { get; init; }

    /// <summary>The time as it came, where it cannot be made again from the instant.</summary>
    public string? TimeText { get; init; }
}
