using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>Clients over sources that tests script, and what reading them gives.</summary>
internal static class Clients
{
    public static ActivityLogClient Over(params IPageSource[] sources) =>
        new(sources, ActivityLogClientsOptions.DefaultAccount, new FakeTime(), NullLogger.Instance);

    public static ActivityLogClient Over(ILogger logger, params IPageSource[] sources) =>
        new(sources, ActivityLogClientsOptions.DefaultAccount, new FakeTime(), logger);

    public static async Task<List<string>> IdsAsync(this IActivityLogClient client, ActivityLogQuery? query = null)
    {
        var ids = new List<string>();
        await foreach (var entry in client.ReadEntriesAsync(query))
        {
            ids.Add(entry.Id);
        }

        return ids;
    }

    public static async Task<List<ActivityLogPage>> PagesAsync(this IActivityLogClient client, ActivityLogQuery? query = null, ActivityLogCursor? resumeFrom = null)
    {
        var pages = new List<ActivityLogPage>();
        await foreach (var page in client.ReadPagesAsync(query, resumeFrom))
        {
            pages.Add(page);
        }

        return pages;
    }

    public static IEnumerable<string> Ids(this IEnumerable<ActivityLogPage> pages) => pages.SelectMany(page => page.Entries).Select(entry => entry.Id);
}
