namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>One step of reading one vendor: what of an answer is delivered, and where it leaves the read.</summary>
internal sealed record VendorPage(VendorPosition Start, VendorPosition Next)
{
    public List<ActivityLogEntry> Entries { get; } = [];

    public List<UnreadableRow> UnreadableRows { get; } = [];

    public int UnknownOutcomes { get; set; }

    public long? Remaining { get; init; }

    /// <summary>Where the read stands once the first <paramref name="count"/> entries were taken.</summary>
    public VendorPosition After(int count) =>
        count == Entries.Count ? Next
        : count == 0 ? Start
        : (Next with { IsDone = false }).MovedTo(Entries[count - 1]);
}
