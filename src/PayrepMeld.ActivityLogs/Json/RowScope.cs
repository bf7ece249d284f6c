using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>What a row reader knows beside the row: the bytes it stands in, and what to make of them.</summary>
/// <param name="bytes">All bytes the reader reads.</param>
/// <param name="account">The account the entries belong to.</param>
/// <param name="includeRaw">Whether entries keep a copy of their bytes.</param>
/// <param name="interns">What repeats, where that is known; the bytes are valid UTF-8 then.</param>
internal readonly ref struct RowScope(ReadOnlySpan<byte> bytes, string account, bool includeRaw, RowInterns? interns = null)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public string Account { get; } = account;

    public RowInterns? Interns { get; } = interns;

    /// <summary>The bytes from <paramref name="start"/> to where the reader stands, copied.</summary>
    public byte[] CopyFrom(long start, ref Utf8JsonReader reader) => Bytes[(int)start..(int)reader.BytesConsumed].ToArray();

    /// <summary>What only few entries have, if this one has any of it; the reader stands on the row's end.</summary>
    public EntryExtras? ExtrasOf(in RowFields fields, string? timeText, ref Utf8JsonReader reader) =>
        includeRaw || timeText is not null || fields.HasAdditional
            ? new EntryExtras
            {
                Raw = includeRaw ? CopyFrom(fields.Start, ref reader) : null,
                AdditionalJson = fields.Additional,
                TimeText = timeText,
            }
            : null;
}
