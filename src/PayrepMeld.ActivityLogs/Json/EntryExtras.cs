namespace PayrepMeld.ActivityLogs.Json;

/// <summary>What few entries have, held apart so that the others are small.</summary>
internal sealed class EntryExtras
{
    public byte[]? Raw { get; init; }

    public byte[]? AdditionalJson { get; init; }

    /// <summary>The time as it came, where it cannot be made again from the instant.</summary>
    public string? TimeText { get; init; }
}
