namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>One step of reading one vendor: what of an answer is delivered, and where it leaves the read.</summary>
internal sealed record VendorPage(VendorPosition Start, VendorPosition Next)
{
    public IReadOnlyList<ActivityLogEntry> Entries { get; set; } = [];

    public List<UnreadableRow> UnreadableRows { get; } = [];

    public int UnknownOutcomes { get; set; }

    public long? Remaining { get; init; }

    public bool IsOutOfOrder { get; init; }

    /// <summary>When the newest row of the answer that lies in the range happened, before any filter on the client; null where there is none.</summary>
    public long? NewestTicks { get; init; }

    /// <summary>Where the read stands once the first <paramref name="count"/> entries were taken.</summary>
    public VendorPosition After(int count)
    {
        if (count == Entries.Count)
        {
            return Next;
        }

        var start = Start with { Quirks = Next.Quirks };
        if (count == 0)
        {
            return start;
        }

        // In a page out of order, and among rows of one instant, a row's cursor need not stand for those shown before it: such a page is left as
        // not begun, but for what was taken.
        var last = Entries[count - 1].Place;
        return IsOutOfOrder || Entries[count].UtcTicks == last.Ticks
            ? start.WithDelivered(Entries.Take(count).Select(entry => entry.Place))
            : start.MovedTo(last, Entries.Take(count - 1).Where(entry => entry.UtcTicks == last.Ticks).Select(entry => entry.Place));
    }
}
