using System.Text.Json;
using PayrepMeld.ActivityLogs.Http;
using PayrepMeld.ActivityLogs.Json;

namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>Reads <c>{status, response_code, message, data}</c> around the data, in whatever order the members come.</summary>
internal static class PayrepEnvelope
{
    public delegate T DataRead<T>(ref Utf8JsonReader reader, BufferedBody body);

    /// <summary>Reads the data of an answer; null and absent data are the default.</summary>
    /// <exception cref="ActivityLogException">The envelope is broken, or does not say success throughout.</exception>
    public static T? ReadData<T>(BufferedBody body, DataRead<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(JsonText.WithoutMark(body.Span), JsonText.ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw WireErrors.Protocol(body, "the answer is not an object");
            }

            var data = default(T);
            var hasData = false;
            var head = default(PayrepEnvelopeHead);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (JsonText.NameIs(ref reader, "data"u8))
                {
                    RefuseSecond(hasData, body);
                    hasData = true;
                    reader.Read();
                    data = reader.TokenType == JsonTokenType.Null ? default : read(ref reader, body);
                }
                else
                {
                    head.ReadMember(ref reader);
                }
            }

            // Anything but white space after the object makes the reader throw.
            reader.Read();
            return head.IsSuccess
                ? data
                : throw WireErrors.Protocol(body, "the envelope contradicts itself: status and response_code do not both say success", head.Code);
        }
        catch (JsonException e)
        {
            throw WireErrors.NotJson(body, e);
        }
    }

    private static void RefuseSecond(bool hasData, BufferedBody body)
    {
        if (hasData)
        {
            throw WireErrors.Protocol(body, "the answer holds data twice");
        }
    }

    /// <summary>The rows of <c>data</c>, which the reader stands on.</summary>
    public static PageRows<PayrepActivity> ReadRows(ref Utf8JsonReader reader, BufferedBody body) =>
        reader.TokenType == JsonTokenType.StartArray
            ? RowParser.ReadArray(ref reader, JsonText.WithoutMark(body.Span), body, PayrepRowReader.Read, PayrepRowReader.Scan)
            : throw WireErrors.Protocol(body, "data is not an array");
}
