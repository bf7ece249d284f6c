using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Meld;

/// <summary>Reads one page of Meld's activity log: <c>{activities, count, remaining}</c>.</summary>
internal static class MeldPageReader
{
    /// <exception cref="ActivityLogException">The answer is not what Meld documents.</exception>
    public static MeldActivityPage Read(BufferedBody body)
    {
        try
        {
            var bytes = JsonText.WithoutMark(body.Span);
            var reader = new Utf8JsonReader(bytes, JsonText.ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw WireErrors.Protocol(body, "the answer is not an object");
            }

            PageRows<MeldActivity>? rows = null;
            var named = false;
            long? count = null, remaining = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (JsonText.NameIs(ref reader, "activities"u8))
                {
                    if (named)
                    {
                        throw WireErrors.Protocol(body, "the answer holds activities twice");
                    }

                    named = true;
                    reader.Read();
                    rows = ReadRows(ref reader, body, bytes);
                }
                else
                {
                    var isCount = JsonText.NameIs(ref reader, "count"u8);
                    var isRemaining = JsonText.NameIs(ref reader, "remaining"u8);
                    reader.Read();
                    count = isCount ? JsonText.ReadInteger(ref reader) : count;
                    remaining = isRemaining ? JsonText.ReadInteger(ref reader) : remaining;
                    reader.Skip();
                }
            }

            // Anything but white space after the object makes the reader throw.
            reader.Read();
            return named
                ? new MeldActivityPage
                {
                    Entries = rows?.Entries ?? [],
                    UnreadableRows = rows?.Unreadable ?? [],
                    Count = count,
                    Remaining = remaining,
                    Attempts = body.Attempts,
                    StatusCode = body.StatusCode,
                }
                : throw WireErrors.Protocol(body, "the answer holds no activities");
        }
        catch (JsonException e)
        {
            throw WireErrors.NotJson(body, e);
        }
    }

    private static PageRows<MeldActivity>? ReadRows(ref Utf8JsonReader reader, BufferedBody body, ReadOnlySpan<byte> bytes) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.StartArray => RowParser.ReadArray(ref reader, bytes, body, MeldRowReader.Read, MeldRowReader.Scan),
            _ => throw WireErrors.Protocol(body, "activities is not an array"),
        };
}
