namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Which of the matching rows make a page, with the switches that cut and jumble it.</summary>
internal static class PageCut
{
    private const uint ShortPages = 1;
    private const uint Shuffle = 2;

    /// <summary>How many rows a page may hold.</summary>
    public static int Limit(FakeVendorOptions options, int asked, long request)
    {
        var limit = Math.Min(asked, options.SilentPageCap ?? int.MaxValue);
        var least = options.InclusiveCursor ? 2 : 1;
        if (options.ShortPageSeed is { } seed && limit > least)
        {
            limit = least + (int)(Hash.Of(seed, request, ShortPages) % (ulong)(limit - least + 1));
        }

        return limit;
    }

    /// <summary>Takes rows one after the other, downwards or upwards. The last is never an echo, from which no cursor could go on.</summary>
    /// <param name="store">The list.</param>
    /// <param name="positions">The places to look at, the first one inclusive and the last one exclusive; upwards where it is the smaller.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="least">How many rows that are not echoes there must be, if the list has them: 2 where the first is the cursor's own.</param>
    /// <param name="matches">Which rows count; null for all.</param>
    /// <param name="next">The place after the last row taken, in the direction taken.</param>
    public static List<StoredRow<TRow>> Take<TRow>(RowStore<TRow> store, (long First, long End) positions, int limit, int least, Func<TRow, bool>? matches, out long next)
        where TRow : class, IVendorRow
    {
        var page = new List<StoredRow<TRow>>(Math.Min(limit, 256));
        var step = Math.Sign(positions.End - positions.First);
        next = positions.First;
        var trueRows = 0;
        var upToLastTrue = 0;
        for (var position = positions.First; position != positions.End && (page.Count < limit || trueRows < Math.Min(least, limit)); position += step)
        {
            var stored = store[position];
            if (matches is not null && !matches(stored.Row))
            {
                continue;
            }

            if (stored.IsEcho)
            {
                if (page.Count < limit)
                {
                    page.Add(stored);
                }

                continue;
            }

            if (page.Count >= limit)
            {
                page.RemoveAll(static row => row.IsEcho);
            }

            page.Add(stored);
            trueRows++;
            upToLastTrue = page.Count;
            next = position + step;
        }

        page.RemoveRange(upToLastTrue, page.Count - upToLastTrue);
        return page;
    }

    /// <summary>Shuffles a page, if the order asks for it.</summary>
    public static void Jumble<TRow>(FakeVendorOptions options, List<StoredRow<TRow>> page, long request)
        where TRow : class, IVendorRow
    {
        if (options.Order != RowOrder.ShuffledInPage)
        {
            return;
        }

        for (var i = page.Count - 1; i > 0; i--)
        {
            var j = (int)(Hash.Of(i, request, Shuffle) % (ulong)(i + 1));
            (page[i], page[j]) = (page[j], page[i]);
        }
    }
}
