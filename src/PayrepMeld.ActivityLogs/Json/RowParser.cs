using System.Text.Json;
using System.Text.Unicode;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>Reads rows: a whole page's array of them, or one that was stored.</summary>
internal static class RowParser
{
    private const string NotUtf8 = "It is not valid UTF-8.";

    /// <summary>Ten times what may be asked for: a body of millions of tiny rows must not become millions of objects.</summary>
    public const int MaxRows = 10 * ActivityLogQuery.MaxPageSize;

    /// <summary>Reads the array the reader stands on. A row that cannot be read is set aside whole, and the next one goes on.</summary>
    /// <exception cref="ActivityLogException">There are far more rows than may be asked for.</exception>
    public static PageRows<T> ReadArray<T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, Http.BufferedBody body, RowRead<T> read)
        where T : ActivityLogEntry
    {
        var rows = new PageRows<T>();
        var allUtf8 = Utf8.IsValid(bytes);
        var scope = new RowScope(bytes, body.Account, body.IncludeRaw, allUtf8 ? body.Interns : null);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (rows.Entries.Count + rows.Unreadable.Count == MaxRows)
            {
                throw WireErrors.Protocol(body, $"the answer holds more than {MaxRows} rows");
            }

            var start = reader.TokenStartIndex;
            var result = ReadRow(ref reader, scope, read, checkUtf8: !allUtf8);
            if (result.Entry is { } entry)
            {
                if (rows.Entries.Count == 0)
                {
                    rows.Entries.EnsureCapacity(LikelyRows(bytes.Length - start, reader.BytesConsumed - start));
                }

                rows.Entries.Add(entry);
            }
            else
            {
                rows.Unreadable.Add(new UnreadableRow(body.Vendor, scope.CopyFrom(start, ref reader), result.Problem!.Reason)
                {
                    Index = rows.Entries.Count + rows.Unreadable.Count,
                    Place = result.Problem.Place,
                });
            }
        }

        return rows;
    }

    /// <summary>Reads one row that stands alone.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static T ParseOne<T>(ReadOnlySpan<byte> utf8, string account, RowRead<T> read)
        where T : ActivityLogEntry
    {
        ArgumentNullException.ThrowIfNull(account);
        try
        {
            var reader = new Utf8JsonReader(utf8, JsonText.ReaderOptions);
            reader.Read();
            var result = ReadRow(ref reader, new RowScope(utf8, account, includeRaw: true), read, checkUtf8: true);
            if (result.Entry is { } entry)
            {
                // Anything after the row makes the reader throw.
                reader.Read();
                return entry;
            }

            throw new FormatException("The row cannot be read. " + result.Problem!.Reason);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The row is not JSON (byte {e.BytePositionInLine} of line {e.LineNumber}).", e);
        }
    }

    /// <summary>Parses what was kept as bytes.</summary>
    public static JsonElement? ToElement(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static RowResult<T> ReadRow<T>(ref Utf8JsonReader reader, in RowScope scope, RowRead<T> read, bool checkUtf8)
        where T : ActivityLogEntry
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return RowResult<T>.Unreadable("It is not an object.");
        }

        var start = (int)reader.TokenStartIndex;
        var result = read(ref reader, scope);
        return checkUtf8 && !Utf8.IsValid(scope.Bytes[start..(int)reader.BytesConsumed])
            ? RowResult<T>.Unreadable(NotUtf8, result.Entry is { } entry ? new RowPlace(entry.Cursor, entry.UtcTicks) : result.Problem!.Place)
            : result;
    }

    /// <summary>How many rows follow if they are like the first, and an eighth more; never more than are read.</summary>
    private static int LikelyRows(long bytes, long first) => (int)Math.Min(MaxRows, (bytes / first) + (bytes / first / 8) + 1);
}

/// <summary>What a page's array held.</summary>
internal sealed class PageRows<T>
    where T : ActivityLogEntry
{
    public List<T> Entries { get; } = [];

    public List<UnreadableRow> Unreadable { get; } = [];
}
