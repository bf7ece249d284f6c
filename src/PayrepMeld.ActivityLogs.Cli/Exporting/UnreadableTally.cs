using System.Security.Cryptography;

namespace PayrepMeld.ActivityLogs.Cli.Exporting;

/// <summary>
/// Counts the rows that could not be read, each once: a resumed read reports those again that lie behind the last entry, and they are among the last that a
/// vendor's page reported.
/// </summary>
/// <param name="Count">How many there were.</param>
/// <param name="Last">For each vendor the hashes of those of its last page that had any.</param>
internal sealed record UnreadableTally(long Count, IReadOnlyDictionary<string, IReadOnlyList<string>> Last)
{
    public static readonly UnreadableTally Empty = new(0, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    /// <param name="rows">What a page reported.</param>
    /// <param name="before">What an earlier run counted and this one has not met yet; what is met again is taken out.</param>
    public UnreadableTally And(IReadOnlyList<UnreadableRow> rows, List<string> before)
    {
        if (rows.Count == 0)
        {
            return this;
        }

        var last = new Dictionary<string, IReadOnlyList<string>>(Last, StringComparer.Ordinal);
        var count = Count;
        foreach (var ofVendor in rows.GroupBy(row => row.Vendor))
        {
            var hashes = ofVendor.Select(Hash).ToList();
            last[ofVendor.Key.ToString()] = hashes;
            count += hashes.Count(hash => !before.Remove(hash));
        }

        return new UnreadableTally(count, last);
    }

    private static string Hash(UnreadableRow row) => $"{row.Vendor}-{Convert.ToHexStringLower(SHA256.HashData(row.Raw.Span).AsSpan(0, 8))}";
}
