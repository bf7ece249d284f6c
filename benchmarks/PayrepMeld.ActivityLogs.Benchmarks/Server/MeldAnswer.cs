using System.Globalization;
using Microsoft.AspNetCore.Http;
using PayrepMeld.ActivityLogs.Benchmarks.Log;

namespace PayrepMeld.ActivityLogs.Benchmarks.Server;

/// <summary>Meld's paging by key: start and end are instants, both inclusive; a page begins after the row of the key.</summary>
internal static class MeldAnswer
{
    public static ReadOnlySpan<byte> Head => "{\"activities\":["u8;

    public static string Tail(PageRange page) => string.Create(CultureInfo.InvariantCulture, $"],\"count\":{page.Count},\"remaining\":{page.Remaining}}}");

    public static PageRange? Find(ServedLog log, IQueryCollection query)
    {
        if (!TryInstant(query["start"], out var start) || !TryInstant(query["end"], out var end))
        {
            return PageRange.Refused;
        }

        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var asked) ? asked : 10;
        var (first, last) = (log.FirstBefore(end + 1), log.FirstBefore(start));
        if (query["after"] is not [{ } key])
        {
            return PageRange.Of(first, last, limit);
        }

        var place = Guid.TryParseExact(key, "N", out var id) ? RowId.IndexOf(id, log.Count) : -1;
        return place >= 0 ? PageRange.Of(Math.Max(first, place + 1), last, limit) : PageRange.Refused;
    }

    private static bool TryInstant(string? text, out long ticks)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        ticks = instant.UtcTicks;
        return read;
    }
}
