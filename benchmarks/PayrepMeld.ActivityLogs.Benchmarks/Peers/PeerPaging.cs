using System.Text.Json;

namespace PayrepMeld.ActivityLogs.Benchmarks.Peers;

/// <summary>The paging loops that a user of a plain HTTP library writes.</summary>
internal static class PeerPaging
{
    /// <summary>A range that holds every row.</summary>
    public const string MeldStart = "2015-01-01T00:00:00.000Z";

    public const string MeldEnd = "2030-01-01T00:00:00.000Z";

    /// <summary>The query of Meld's next page.</summary>
    public static string MeldQuery(string? after) =>
        $"/activity-log?start={MeldStart}&end={MeldEnd}&limit=100{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}";

    public static async Task<Tally> ReadPayrepAsync(Func<PayrepRequestModel, Task<PayrepPageModel>> fetch)
    {
        var tally = default(Tally);
        var request = new PayrepRequestModel();
        while (await fetch(request) is { Data: { Count: > 0 } rows })
        {
            foreach (var row in rows)
            {
                tally.Add(row.CreatedAt, row.ResponseCode);
            }

            request = new PayrepRequestModel { CursorCreatedAt = rows[^1].CreatedAt, CursorId = rows[^1].Id };
        }

        return tally;
    }

    public static async Task<Tally> ReadMeldAsync<TJson>(Func<string?, Task<MeldPageModel<TJson>>> fetch, Func<TJson?, int> statusOf)
    {
        var tally = default(Tally);
        string? after = null;
        while (true)
        {
            var page = await fetch(after);
            foreach (var row in page.Activities)
            {
                tally.Add(row.OccurredAt, statusOf(row.Details));
            }

            if (page.Remaining == 0)
            {
                return tally;
            }

            after = page.Activities[^1].Key;
        }
    }

    public static int StatusOf(JsonElement details) => details.GetProperty("responseCode").GetInt32();
}
