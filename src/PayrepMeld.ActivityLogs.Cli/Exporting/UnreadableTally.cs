using System.Security.Cryptography;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>
/// Counts the rows that could not be read, each once: a resumed read reports those again that lie behind the last entry, and they are among the last that a
/// vendor's page reported.
/// </summary>
/// <param name="Count">How many there were.</param>
/// <param name="Last">Of each vendor, those of its last page that had any: the vendor, and a hash.</param>
internal sealed record UnreadableTally(long Count, IReadOnlyList<string> Last)
{
    public static readonly UnreadableTally Empty = new(0, []);

    /// <param name="rows">What a page reported.</param>
    /// <param name="before">What an earlier run counted and this one has not met yet; what is met again is taken out.</param>
    public UnreadableTally And(IReadOnlyList<UnreadableRow> rows, List<string> before)
    {
        if (rows.Count == 0)
        {
            return this;
        }

        var vendors = rows.Select(row => row.Vendor + " ").ToHashSet(StringComparer.Ordinal);
        var met = rows.Select(row => $"{row.Vendor} {Convert.ToHexStringLower(SHA256.HashData(row.Raw.Span).AsSpan(0, 8))}").ToList();
        return new UnreadableTally(
            Count + met.Count(row => !before.Remove(row)),
            [.. Last.Where(row => !vendors.Any(vendor => row.StartsWith(vendor, StringComparison.Ordinal))), .. met]);
    }
}
