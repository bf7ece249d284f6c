using System.Globalization;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Benchmarks.Log;

namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>Payrep's keyset paging: dates are whole days in UTC, both inclusive; a page begins after the cursor's row.</summary>
internal static class PayrepAnswer
{
    public static ReadOnlySpan<byte> Head => "{\"status\":true,\"response_code\":\"00\",\"message\":\"Success\",\"data\":["u8;

    public static ReadOnlySpan<byte> Tail => "]}"u8;

    public static PageRange? Find(ServedLog log, ReadOnlySpan<byte> body)
    {
        var (begin, end, limit) = (0, log.Count, LogSpec.PageSize);
        Guid? cursorId = null;
        DateTimeOffset? cursorTime = null;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            switch (name)
            {
                case "start_date":
                    end = log.FirstBefore(Midnight(reader.GetString()!));
                    break;
                case "end_date":
                    begin = log.FirstBefore(Midnight(reader.GetString()!) + TimeSpan.TicksPerDay);
                    break;
                case "limit":
                    limit = reader.GetInt32();
                    break;
                case "cursor_id":
                    cursorId = reader.GetGuid();
                    break;
                case "cursor_created_at":
                    cursorTime = reader.GetDateTimeOffset();
                    break;
            }
        }

        if (cursorId is null && cursorTime is null)
        {
            return PageRange.Of(begin, end, limit);
        }

        var place = cursorId is { } id ? RowId.IndexOf(id, log.Count) : -1;
        return place >= 0 && log.TicksAt(place) == cursorTime?.UtcTicks
            ? PageRange.Of(Math.Max(begin, place + 1), end, limit)
            : PageRange.Refused;
    }

    private static long Midnight(string date) =>
        DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).Ticks;
}
