namespace PayrepMeld.ActivityLogs.Following;

/// <summary>What a position says: whose it is, and how far each vendor was followed.</summary>
/// <param name="Source">The vendor, or null for both merged.</param>
/// <param name="Account">A hash of the account's name.</param>
/// <param name="Filters">A hash over what selects rows, but for the range.</param>
/// <param name="Vendors">One for each vendor, in the order of <see cref="ActivityLogVendor"/>.</param>
internal sealed record FollowState(ActivityLogVendor? Source, ulong Account, ulong Filters, IReadOnlyList<VendorState> Vendors)
{
    /// <summary>Refuses a position that was made elsewhere.</summary>
    /// <exception cref="ArgumentException">It was.</exception>
    public void RefuseIn(FollowState other)
    {
        var problem =
            Source != other.Source ? $"It belongs to a follow of {Name(Source)}, this one is of {Name(other.Source)}."
            : Account != other.Account ? "It belongs to another account."
            : Filters != other.Filters ? "It belongs to a follow with other filters."
            : null;
        if (problem is not null)
        {
            throw new ArgumentException("The position cannot be used here. " + problem, nameof(FollowOptions.ResumeFrom));
        }
    }

    private static string Name(ActivityLogVendor? source) => source?.ToString() ?? "both vendors merged";
}

/// <summary>How far a vendor was followed.</summary>
/// <param name="HasBegun">It is known from where on its rows are new.</param>
/// <param name="Watermark">The newest time up to which all was delivered; null before the first row.</param>
/// <param name="CompleteFrom">From that time on, <paramref name="Known"/> holds every row that was delivered or not wanted; what is older is not looked at again.</param>
/// <param name="Known">Those rows.</param>
internal sealed record VendorState(bool HasBegun, long? Watermark, long CompleteFrom, IReadOnlyList<KnownRow> Known);

/// <summary>A row by the hash of its id, and when it happened in UTC ticks.</summary>
internal readonly record struct KnownRow(ulong Hash, long Ticks);
