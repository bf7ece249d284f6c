namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>Tells keys apart, and their texts by the given rule.</summary>
internal sealed class GroupKeyComparer(StringComparer texts) : IEqualityComparer<GroupKey>
{
    public bool Equals(GroupKey x, GroupKey y) => x.Vendor == y.Vendor && x.Method == y.Method && texts.Equals(x.Text, y.Text);

    public int GetHashCode(GroupKey key) => HashCode.Combine(
        key.Vendor.GetValueOrDefault(),
        key.Method is null ? 0 : key.Method.GetHashCode(StringComparison.Ordinal),
        key.Text is null ? 0 : texts.GetHashCode(key.Text));
}
