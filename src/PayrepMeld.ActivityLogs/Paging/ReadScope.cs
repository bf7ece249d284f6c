using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>What all slices of one read of one vendor share.</summary>
internal sealed class ReadScope(IPageSource source, ActivityLogQuery query, ReadBounds bounds, string account, TimeProvider time, ILogger logger)
{
    private int _reported;

    public IPageSource Source { get; } = source;

    public ActivityLogQuery Query { get; } = query;

    public ReadBounds Bounds { get; } = bounds;

    public string Account { get; } = account;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;

    public EntryFilter Filter { get; } = new(query, source.Vendor);

    /// <summary>Warns of what a vendor does against expectation, once in a read.</summary>
    public void Report(SourceQuirks learned)
    {
        var news = learned & ~(SourceQuirks)Interlocked.Or(ref _reported, (int)learned);
        if (news.HasFlag(SourceQuirks.OutOfOrder))
        {
            Log.OutOfOrder(Logger, Source.Vendor, Account);
        }

        if (news.HasFlag(SourceQuirks.RemainingUntrusted))
        {
            Log.RemainingUntrusted(Logger, Source.Vendor, Account);
        }
    }
}
