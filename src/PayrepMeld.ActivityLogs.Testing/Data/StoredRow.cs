namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>A row and its place.</summary>
/// <param name="Row">The row.</param>
/// <param name="Time">Where it stands: its own time as far as the format shows it, or for an echo another.</param>
/// <param name="IsEcho">Whether it is a row shown once more.</param>
/// <param name="LogRowsBefore">How many rows of the unchanging log stand before it.</param>
internal sealed record StoredRow<TRow>(TRow Row, RowTime Time, bool IsEcho, long LogRowsBefore)
    where TRow : class, IVendorRow
{
    /// <summary>The vendor's order: newest first, then by id descending, a row before its echoes.</summary>
    public static Comparer<StoredRow<TRow>> VendorOrder { get; } = Comparer<StoredRow<TRow>>.Create(static (left, right) =>
    {
        var order = right.Time.CompareTo(left.Time);
        if (order == 0)
        {
            order = string.CompareOrdinal(right.Row.RowId, left.Row.RowId);
        }

        return order == 0 ? left.IsEcho.CompareTo(right.IsEcho) : order;
    });
}
