namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>Counts as a line of bars: the lowest bar is none, the highest the most of them, and one is never drawn as none.</summary>
internal static class Sparkline
{
    public const string Bars = "▁▂▃▄▅▆▇█";

    public static string Of(IReadOnlyCollection<long> counts)
    {
        var most = counts.DefaultIfEmpty().Max();
        return string.Concat(counts.Select(count => Bars[count == 0 ? 0 : 1 + (int)(((Int128)count * (Bars.Length - 1) - 1) / most)]));
    }
}
