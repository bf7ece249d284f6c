namespace PayrepMeld.ActivityLogs.Cli.Following;

/// <summary>Where "before" ends and "what comes" begins.</summary>
/// <param name="At">When the command began, by this machine's clock.</param>
/// <param name="Before">How many entries of before are wanted.</param>
/// <param name="Overlap">How late rows may come.</param>
internal sealed record TailStart(DateTimeOffset At, long Before, TimeSpan Overlap)
{
    /// <summary>
    /// From there on entries of a vendor are shown that was out at the start: nothing but their times tells what is new. The vendor's clock may be behind,
    /// so that some of before come along, unless none are wanted.
    /// </summary>
    public DateTimeOffset AfterOutage => Before > 0 ? At - Overlap : At;

    public string AfterOutageInWords => Before > 0
        ? FormattableString.Invariant($"of its earlier entries only those of the last {Overlap.TotalMinutes:0} minutes will be shown")
        : "its entries from now on will be shown";
}
