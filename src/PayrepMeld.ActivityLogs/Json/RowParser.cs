using System.Text.Json;
using System.Text.Unicode;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>Reads rows: a whole page's array of them, or one that was stored.</summary>
internal static class RowParser
{
    private const string NotUtf8 = "It is not valid UTF-8.";

    /// <summary>How many rows are read at most.</summary>
    public const int MaxRows = PageRows.Max;

    /// <summary>Reads the array the reader stands on. A row that cannot be read is set aside whole, and the next one goes on.</summary>
    /// <param name="reader">Comes to stand on the array's end.</param>
    /// <param name="bytes">All bytes the reader reads.</param>
    /// <param name="body">Where they are from.</param>
    /// <param name="read">Reads any row.</param>
    /// <param name="scan">Reads most rows, and faster.</param>
    /// <exception cref="ActivityLogException">There are far more rows than may be asked for.</exception>
    public static PageRows<T> ReadArray<T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, Http.BufferedBody body, RowRead<T> read, RowScan<T> scan)
        where T : ActivityLogEntry
    {
        var allUtf8 = Utf8.IsValid(bytes);
        var scope = new RowScope(bytes, body.Account, body.IncludeRaw, allUtf8 ? body.Interns : null);
        if (allUtf8 && !body.IncludeRaw && ScannedArray.TryRead(ref reader, scope, body, read, scan) is { } scanned)
        {
            return scanned;
        }

        var rows = new PageRows<T>(body);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows.MakeRoom();
            var start = reader.TokenStartIndex;
            var result = ReadRow(ref reader, scope, read, checkUtf8: !allUtf8);
            rows.Add(result, bytes[(int)start..(int)reader.BytesConsumed], bytes.Length - start);
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

    /// <summary>Reads the value the reader stands on as a row.</summary>
    public static RowResult<T> ReadRow<T>(ref Utf8JsonReader reader, in RowScope scope, RowRead<T> read, bool checkUtf8)
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
}
