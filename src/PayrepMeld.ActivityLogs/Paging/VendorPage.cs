namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>One step of reading one vendor: what of an answer is delivered, and where it leaves the read.</summary>
internal sealed record VendorPage(VendorPosition Start, VendorPosition Next)
{
    public IReadOnlyList<ActivityLogEntry> Entries { get; set; } = [];

    /// <summary>All entries of the answer, where some of them may have been taken before; else null, since a page may be held for long.</summary>
    public IReadOnlyList<ActivityLogEntry>? Shown { get; init; }

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
        var last = Entries[count - 1];
        if (IsOutOfOrder || Entries[count].UtcTicks == last.UtcTicks)
        {
            return start.WithTaken(Entries.Take(count).Select(entry => entry.Place));
        }

        var passed = (Shown ?? Entries).TakeWhile(entry => entry != last).Select(entry => entry.Place);
        return start.Past(passed).MovedTo(last.Place, passed.Where(place => place.Ticks == last.UtcTicks));
    }
}
