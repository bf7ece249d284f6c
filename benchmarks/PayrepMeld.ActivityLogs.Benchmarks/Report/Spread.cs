using System.Globalization;

namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>Several measurements of one thing: the median, with the least and the most.</summary>
internal readonly record struct Spread(double Median, double Least, double Most, int Count)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1], sorted.Length);
    }

    public string Show(string format) => Count == 1
        ? Text(Median, format)
        : $"{Text(Median, format)} ({Text(Least, format)} to {Text(Most, format)})";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
