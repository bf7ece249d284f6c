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

    /// <summary>The same from there on.</summary>
    public RowScope From(int start) => new(Bytes[start..], Account, includeRaw, Interns);

    /// <summary>The bytes from <paramref name="start"/> to where the reader stands, copied.</summary>
    public byte[] CopyFrom(long start, ref Utf8JsonReader reader) => Bytes[(int)start..(int)reader.BytesConsumed].ToArray();

    /// <summary>The scalar's text, as the one object made of it before where it repeats.</summary>
    public string? Share(JsonScalar scalar)
    {
        if (Interns is not { Texts: var texts } || scalar.Type != JsonTokenType.String || scalar.IsEscaped)
        {
            return scalar.ToText();
        }

        if (texts.Find(scalar.Bytes, out var hash) is { } known)
        {
            return known;
        }

        var made = scalar.ToText()!;
        texts.Offer(scalar.Bytes, hash, made);
        return made;
    }

    /// <summary>What an entry keeps beside its fields: its account, and rarely more. The reader stands on the row's end.</summary>
    public EntryOrigin OriginOf(in RowFields fields, string? timeText, ref Utf8JsonReader reader) =>
        includeRaw || timeText is not null || fields.HasAdditional
            ? new EntryOrigin(new EntryExtras(Account)
            {
                Raw = includeRaw ? CopyFrom(fields.Start, ref reader) : null,
                AdditionalJson = fields.Additional,
                TimeText = timeText,
            })
            : new EntryOrigin(Account);
}
