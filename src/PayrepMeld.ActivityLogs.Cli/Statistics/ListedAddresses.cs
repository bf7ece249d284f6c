namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>Addresses that come as one of a list, as proxies write them: asked for one, <c>--ip</c> finds the lists it stands in as well.</summary>
internal sealed class ListedAddresses
{
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private bool _isFull;

    public void Add(string? addresses)
    {
        if (addresses is null || !addresses.Contains(',', StringComparison.Ordinal))
        {
            return;
        }

        foreach (var part in addresses.AsSpan().Split(','))
        {
            if (EntryStatistics.Canonical(addresses[part]) is { } address && !_isFull)
            {
                _addresses.Add(address);
                _isFull = _addresses.Count == Groups.Most;
            }
        }
    }

    /// <summary>Whether it may stand in a list: of more addresses than are kept, any may.</summary>
    public bool MayHold(string address) => _isFull || _addresses.Contains(address);
}
