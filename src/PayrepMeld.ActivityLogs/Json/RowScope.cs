using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>What a row reader knows beside the row: the bytes it stands in, and what to make of them.</summary>
/// <param name="bytes">All bytes the reader reads.</param>
/// <param name="account">The account the entries belong to.</param>
/// <param name="includeRaw">Whether entries keep a copy of their bytes.</param>
internal readonly ref struct RowScope(ReadOnlySpan<byte> bytes, string account, bool includeRaw)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public string Account { get; } = account;

    /// <summary>The bytes from <paramref name="start"/> to where the reader stands, copied.</summary>
    public byte[] CopyFrom(long start, ref Utf8JsonReader reader) => Bytes[(int)start..(int)reader.BytesConsumed].ToArray();

    /// <summary>The row's bytes, if they are wanted; the reader stands on the row's end.</summary>
    public ReadOnlyMemory<byte> RawFrom(long start, ref Utf8JsonReader reader) =>
        includeRaw ? CopyFrom(start, ref reader) : ReadOnlyMemory<byte>.Empty;
}
