namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Decides whether Meld's <c>remaining == 0</c> may be believed. It is the documented end; but a <c>remaining</c> or <c>count</c> that is
/// absent, negative, or does not add up takes the trust away for the rest of the read, and then only an empty page is the end.
/// </summary>
internal sealed class RemainingWatch(bool trusted)
{
    private long? _before;

    public bool Trusted { get; private set; } = trusted;

    /// <summary>What the vendor said turned out wrong.</summary>
    public void Distrust() => Trusted = false;

    /// <summary>Another range is asked for from now on: what was said of the one before does not add up with it.</summary>
    public void Restart() => _before = null;

    /// <summary>Whether the vendor's word makes this page the last.</summary>
    /// <param name="page">The page.</param>
    /// <param name="fresh">How many of its rows had not been seen before; null where that cannot be compared with what the vendor counts.</param>
    /// <param name="limit">How many rows were asked for.</param>
    public bool SaysEnd(SourcePage page, int? fresh, int limit)
    {
        if (!page.TellsRemaining)
        {
            return false;
        }

        // More rows left than the page before said may be late ones; but fewer left, or more come than were left, is a contradiction.
        var left = page.Remaining;
        var expected = _before - fresh;
        Trusted = Trusted && left >= 0 && (page.Count is null || page.Count == page.RowCount) && !(expected < 0) && !(left < expected) && !(page.RowCount == 0 && left > 0);

        // With nothing to add up, a page as full as was asked for may have more behind it whatever it says.
        var confirmed = page.RowCount < limit || (expected is not null && fresh > 0);
        _before = left;
        return Trusted && left == 0 && confirmed;
    }
}
