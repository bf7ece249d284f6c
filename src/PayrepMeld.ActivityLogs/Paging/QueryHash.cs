using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Hashes what a cursor is bound to, and the rows it remembers. Not for secrecy: to tell a cursor that is used elsewhere.</summary>
internal static class QueryHash
{
    public static ulong OfText(string text) => Hash(text);

    public static ulong OfBytes(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));

    /// <summary>Over what selects rows; not how it is read (page size, entry limit, raw bytes, prefetch, concurrency), which may change between two parts of one read.</summary>
    public static ulong Of(ActivityLogQuery query, ActivityLogVendor? source)
    {
        var parts = new List<string?>
        {
            query.From?.UtcTicks.ToString("x"),
            query.To?.UtcTicks.ToString("x"),
            query.Outcome?.ToString(),
            query.HttpMethod?.ToUpperInvariant(),
            query.Search,
        };
        if (source is not ActivityLogVendor.Meld)
        {
            parts.Add("payrep");
            foreach (var (key, value) in (query.Payrep ?? new PayrepFilter()).Filters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                parts.Add(key);
                parts.Add(value);
            }
        }

        if (source is not ActivityLogVendor.Payrep)
        {
            var meld = query.Meld ?? new MeldFilter();
            parts.AddRange(["meld", meld.RequestId, meld.CustomerId, meld.ExternalCustomerId, meld.EventType]);
            parts.AddRange([.. Sorted("actions", meld.Actions), .. Sorted("connections", meld.ConnectionIds), .. Sorted("accounts", meld.FinancialAccountIds)]);
        }

        return Hash([.. parts]);
    }

    private static IEnumerable<string?> Sorted(string name, IReadOnlyList<string> values) =>
        values.Count == 0 ? [] : values.Order(StringComparer.Ordinal).Prepend(name);

    private static ulong Hash(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            // Each part is preceded by its length, so that no two lists of parts read alike; null is not empty.
            var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }
}
