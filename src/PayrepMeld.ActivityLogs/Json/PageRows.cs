using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Json;

internal static class PageRows
{
    /// <summary>Ten times what may be asked for: a body of millions of tiny rows must not become millions of objects.</summary>
    public const int Max = 10 * ActivityLogQuery.MaxPageSize;
}

/// <summary>What a page's array held.</summary>
internal sealed class PageRows<T>(BufferedBody body)
    where T : ActivityLogEntry
{
    public List<T> Entries { get; } = [];

    public List<UnreadableRow> Unreadable { get; } = [];

    /// <summary>Before a row is read.</summary>
    /// <exception cref="ActivityLogException">There are far more rows than may be asked for.</exception>
    public void MakeRoom()
    {
        if (Entries.Count + Unreadable.Count == PageRows.Max)
        {
            throw WireErrors.Protocol(body, $"the answer holds more than {PageRows.Max} rows");
        }
    }

    /// <param name="result">What was read.</param>
    /// <param name="row">Its bytes.</param>
    /// <param name="rest">How many bytes are left from its beginning on.</param>
    public void Add(RowResult<T> result, ReadOnlySpan<byte> row, long rest)
    {
        if (result.Entry is { } entry)
        {
            Add(entry, row.Length, rest);
            return;
        }

        Unreadable.Add(new UnreadableRow(body.Vendor, row.ToArray(), result.Problem!.Reason)
        {
            Index = Entries.Count + Unreadable.Count,
            Place = result.Problem.Place,
        });
    }

    /// <param name="entry">What was read.</param>
    /// <param name="length">Of its row, in bytes.</param>
    /// <param name="rest">How many bytes are left from its beginning on.</param>
    public void Add(T entry, int length, long rest)
    {
        if (Entries.Count == 0)
        {
            // As many as follow if they are like the first, and a sixteenth more.
            var likely = rest / length;
            Entries.EnsureCapacity((int)Math.Min(PageRows.Max, likely + (likely / 16) + 1));
        }

        Entries.Add(entry);
    }
}
