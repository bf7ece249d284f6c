using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>Reads one vendor from a position to its end: page by page, ahead of the caller, or in slices side by side; what comes out is the same.</summary>
internal sealed class VendorReader(IPageSource source, ActivityLogQuery query, ReadBounds bounds, string account, TimeProvider time, ILogger logger)
{
    private readonly ReadScope _read = new(source, query, bounds, account, time, logger);

    /// <param name="start">Where to go on.</param>
    /// <param name="wanted">How many entries the caller takes at most: nothing is asked for ahead that is surely not needed.</param>
    /// <param name="cancellationToken">Ends the read and all its requests.</param>
    public async IAsyncEnumerable<VendorPage> ReadAsync(
        VendorPosition start, long wanted = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (bounds.IsEmpty)
        {
            yield return new VendorPage(start, new VendorPosition { IsDone = true });
            yield break;
        }

        var ahead = new ReadAhead(new SliceSchedule(_read, start), wanted, Math.Min(query.PageSize, source.MaxPageSize), cancellationToken);
        await using (ahead.ConfigureAwait(false))
        {
            while (await ahead.NextAsync().ConfigureAwait(false) is { } page)
            {
                yield return page;
            }
        }
    }
}
