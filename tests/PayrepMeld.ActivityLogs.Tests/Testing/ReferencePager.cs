using System.Globalization;
using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

/// <summary>Reads a whole log as its vendor's page describes it: from the last row of each page, until a page brings nothing new.</summary>
internal static class ReferencePager
{
    public static async Task<List<string>> ReadPayrepAsync(FakeCaller caller, int limit, string filters = "{}", string? startDate = null, string? endDate = null)
    {
        var ids = new List<string>();
        string? cursorTime = null;
        string? cursorId = null;
        while (true)
        {
            var body = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["limit"] = limit,
                ["filters"] = JsonSerializer.Deserialize<JsonElement>(filters),
                ["start_date"] = startDate,
                ["end_date"] = endDate,
                ["cursor_created_at"] = cursorTime,
                ["cursor_id"] = cursorId,
            };
            var page = await caller.FetchAsync(body);
            page.GetProperty("response_code").GetString().Should().Be("00");
            var rows = page.GetProperty("data").EnumerateArray().ToList();
            rows.Count.Should().BeLessThanOrEqualTo(limit);
            if (rows.Count == 0 || (rows.Count == 1 && rows[0].GetProperty("id").GetString() == cursorId))
            {
                return ids;
            }

            ids.AddRange(rows.Select(row => row.GetProperty("id").GetString()!).Where(id => id != cursorId));
            (cursorTime, cursorId) = (rows[^1].GetProperty("created_at").GetString(), rows[^1].GetProperty("id").GetString());
        }
    }

    public static async Task<List<string>> ReadMeldAsync(FakeCaller caller, int limit, string range, bool upwards = false, string? from = null)
    {
        var keys = new List<string>();
        var cursor = from;
        while (true)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"{range}&limit={limit}");
            if (cursor is not null)
            {
                query += $"&{(upwards ? "before" : "after")}={Uri.EscapeDataString(cursor)}";
            }

            var rows = (await caller.SearchAsync(query)).GetProperty("activities").EnumerateArray().Select(row => row.GetProperty("key").GetString()!).ToList();
            rows.Count.Should().BeLessThanOrEqualTo(limit);
            if (rows.Count == 0 || (rows.Count == 1 && rows[0] == cursor))
            {
                return keys;
            }

            keys.InsertRange(upwards ? 0 : keys.Count, rows.Where(key => key != cursor));
            cursor = upwards ? rows[0] : rows[^1];
        }
    }
}
