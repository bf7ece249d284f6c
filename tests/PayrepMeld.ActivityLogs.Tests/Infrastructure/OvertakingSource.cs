using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>A source whose answers overtake each other: each is held back for a random number of turns of the thread pool.</summary>
internal sealed class OvertakingSource(IPageSource source, int seed) : IPageSource
{
    private const int MostTurns = 12;

    private readonly Random _random = new(seed);

    public ActivityLogVendor Vendor => source.Vendor;

    public int MaxPageSize => source.MaxPageSize;

    public int RequestsAtOnce => source.RequestsAtOnce;

    public SliceGrain Grain => source.Grain;

    public async Task<SourcePage> FetchAsync(ActivityLogQuery query, Slice slice, RowCursor? after, int limit, CancellationToken cancellationToken)
    {
        await WaitAsync();
        var page = await source.FetchAsync(query, slice, after, limit, cancellationToken);
        await WaitAsync();
        return page;
    }

    private async Task WaitAsync()
    {
        int turns;
        lock (_random)
        {
            turns = _random.Next(MostTurns);
        }

        while (turns-- > 0)
        {
            await Task.Yield();
        }
    }
}
