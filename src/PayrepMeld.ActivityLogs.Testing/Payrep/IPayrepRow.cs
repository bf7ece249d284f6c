namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>A row of either of Payrep's logs.</summary>
internal interface IPayrepRow : IVendorRow
{
    ReadOnlyMemory<byte>? RawJson { get; }

    string? CreatedAtText { get; }

    /// <summary>The fields that free text is looked for in.</summary>
    IEnumerable<string?> Searched { get; }

    /// <summary>A field's value as text, for filters; null when the row has no such field.</summary>
    string? Field(string name);

    void Write(FieldWriter fields, string createdAt);
}
