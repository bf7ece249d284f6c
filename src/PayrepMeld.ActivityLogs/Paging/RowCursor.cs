namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// A row's place in a vendor's list, in the vendor's own text: it goes back byte for byte and never through a date type.
/// Payrep: <c>id</c> and <c>created_at</c>. Meld: <c>key</c> alone.
/// </summary>
internal readonly record struct RowCursor(string Id, string? CreatedAt)
{
    /// <summary>The longest id a cursor is made of, in characters: a longer one cannot be sent in a query, and makes its row unreadable.</summary>
    public const int MaxIdLength = 4096;

    /// <summary>The longest time, in characters.</summary>
    public const int MaxTimeLength = 128;
}
