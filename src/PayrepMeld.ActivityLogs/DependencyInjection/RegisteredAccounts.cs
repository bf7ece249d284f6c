namespace PayrepMeld.ActivityLogs.DependencyInjection;

/// <summary>The accounts added to one service collection, so that a repeat call can change nothing and errors can name them.</summary>
internal sealed class RegisteredAccounts
{
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public bool Contains(string account) => _names.Contains(account, StringComparer.Ordinal);

    public bool TryAdd(string account)
    {
        if (Contains(account))
        {
            return false;
        }

        _names.Add(account);
        return true;
    }

    public string Describe() => $"Registered accounts: {string.Join(", ", _names)}.";
}
