using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Payrep;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Transport;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>Clients over sources that tests script, or over fakes in memory, and what reading them gives.</summary>
internal static class Clients
{
    public static ActivityLogClient Over(params IPageSource[] sources) =>
        new(sources, ActivityLogClientsOptions.DefaultAccount, new FakeTime(), NullLogger.Instance);

    public static ActivityLogClient Over(ILogger logger, params IPageSource[] sources) =>
        new(sources, ActivityLogClientsOptions.DefaultAccount, new FakeTime(), logger);

    /// <summary>The SDK from its handlers up, over the fakes that are there.</summary>
    public static ActivityLogClient Over(FakePayrep? payrep, FakeMeld? meld, TimeProvider time) => Over(Sources(payrep, meld, time), time);

    public static ActivityLogClient Over(IReadOnlyList<IPageSource> sources, TimeProvider time) =>
        new(sources, ActivityLogClientsOptions.DefaultAccount, time, new ListLogger());

    /// <summary>The fakes that are there, each behind the SDK's handlers.</summary>
    public static IPageSource[] Sources(FakePayrep? payrep, FakeMeld? meld, TimeProvider time)
    {
        var sources = new List<IPageSource>();
        if (payrep is not null)
        {
            sources.Add(new PayrepPageSource(SdkStack.Payrep(payrep.CreateHandler(), new PayrepOptions { Token = "payrep-test-token" }, time)));
        }

        if (meld is not null)
        {
            sources.Add(new MeldPageSource(SdkStack.Meld(meld.CreateHandler(), new MeldOptions { ApiKey = "meld-test-key" }, time)));
        }

        return [.. sources];
    }

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
