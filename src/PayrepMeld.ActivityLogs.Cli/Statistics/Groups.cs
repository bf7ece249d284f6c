using System.Diagnostics.CodeAnalysis;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>
/// Tallies by group, of bounded size: who writes a log's content may make up as many endpoints or addresses as there are requests. The first
/// <see cref="Most"/> groups that turn up are counted one by one, exactly; entries of all later ones are counted together, in <see cref="Rest"/>.
/// </summary>
internal sealed class Groups(StringComparer texts)
{
    public const int Most = 10_000;

    private readonly Dictionary<GroupKey, Tally> _tallies = new(new GroupKeyComparer(texts));

    public int Count => _tallies.Count;

    public Tally Rest { get; } = new();

    public void Add(in GroupKey key, in EntryFacts entry)
    {
        if (!_tallies.TryGetValue(key, out var tally))
        {
            if (_tallies.Count < Most)
            {
                _tallies.Add(key, tally = new Tally());
            }
            else
            {
                tally = Rest;
            }
        }

        tally.Add(entry);
    }

    /// <summary>Most failures first, then most requests; of equals, by name.</summary>
    public IEnumerable<KeyValuePair<GroupKey, Tally>> Ranked() => _tallies
        .OrderByDescending(g => g.Value.Failures)
        .ThenByDescending(g => g.Value.Requests)
        .ThenBy(g => g.Key.Text, StringComparer.Ordinal)
        .ThenBy(g => g.Key.Method, StringComparer.Ordinal)
        .ThenBy(g => g.Key.Vendor);

    public bool TryGet(GroupKey key, [NotNullWhen(true)] out Tally? tally) => _tallies.TryGetValue(key, out tally);
}
