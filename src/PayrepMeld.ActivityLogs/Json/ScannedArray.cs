using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Json;

/// <summary>
/// Reads a page's array with the fast reader, and the rows it does not know with the row reader, one by one. Whatever else is unusual,
/// and every error, is left to who called: the array is read again from its beginning then, with the framework's reader alone.
/// </summary>
internal static class ScannedArray
{
    /// <summary>Null, with the reader left where it is, for an array that this does not read.</summary>
    /// <param name="reader">Stands on the array; comes to stand on its end.</param>
    /// <param name="scope">All of the body, which is valid UTF-8.</param>
    /// <param name="body">Where it is from.</param>
    /// <param name="read">Reads any row.</param>
    /// <param name="scan">Reads most rows.</param>
    public static PageRows<T>? TryRead<T>(ref Utf8JsonReader reader, in RowScope scope, BufferedBody body, RowRead<T> read, RowScan<T> scan)
        where T : ActivityLogEntry
    {
        var bytes = scope.Bytes;
        var at = new JsonScan(bytes, (int)reader.BytesConsumed);
        var rows = new PageRows<T>(body);
        if (at.Peek() != ']')
        {
            do
            {
                if (at.Peek() != '{')
                {
                    return null;
                }

                rows.MakeRoom();
                var start = at.Position;
                if (scan(ref at, scope) is { } entry)
                {
                    rows.Add(entry, at.Position - start, bytes.Length - start);
                }
                else if (TryReadRow(ref at, start, scope, read, out var result))
                {
                    rows.Add(result, bytes[start..at.Position], bytes.Length - start);
                }
                else
                {
                    return null;
                }
            }
            while (at.TryTake(','));
        }

        return TryLeave(ref reader, bytes, ref at) ? rows : null;
    }

    private static bool TryReadRow<T>(ref JsonScan at, int start, in RowScope scope, RowRead<T> read, out RowResult<T> result)
        where T : ActivityLogEntry
    {
        try
        {
            var rest = scope.From(start);
            var row = new Utf8JsonReader(rest.Bytes, JsonText.ReaderOptions);
            row.Read();
            result = RowParser.ReadRow(ref row, rest, read, checkUtf8: false);
            at.MoveTo(start + (int)row.BytesConsumed);
            return true;
        }
        catch (JsonException)
        {
            // It is met again, and told, where the array is read anew.
            result = default;
            return false;
        }
    }

    /// <summary>Puts the reader on the array's end, which it comes to by way of an empty one.</summary>
    private static bool TryLeave(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, ref JsonScan at)
    {
        if (!at.TryTake(']'))
        {
            return false;
        }

        var end = new Utf8JsonReader("]"u8, isFinalBlock: false, reader.CurrentState);
        end.Read();
        reader = new Utf8JsonReader(bytes[at.Position..], isFinalBlock: true, end.CurrentState);
        return true;
    }
}
