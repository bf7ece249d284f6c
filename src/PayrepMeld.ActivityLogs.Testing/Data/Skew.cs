namespace PayrepMeld.ActivityLogs.Testing;

/// <summary>Picks from a list so that a few of its members dominate: the n-th is picked about 1/n as often as the first (Zipf).</summary>
internal sealed class Skew<T>
{
    private const int TableSize = 1024;

    private readonly T[] _table = new T[TableSize];

    public Skew(IReadOnlyList<T> values)
    {
        var total = 0.0;
        for (var i = 0; i < values.Count; i++)
        {
            total += 1.0 / (i + 1);
        }

        var filled = 0;
        var sum = 0.0;
        for (var i = 0; i < values.Count; i++)
        {
            sum += 1.0 / (i + 1);
            for (var end = i == values.Count - 1 ? TableSize : (int)(TableSize * sum / total); filled < end; filled++)
            {
                _table[filled] = values[i];
            }
        }
    }

    public T Pick(ulong random) => _table[random % TableSize];
}
