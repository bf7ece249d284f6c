namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>The figures to reach beside what was measured.</summary>
internal static class FigureTable
{
    public static string Of(IReadOnlyList<Figure> figures)
    {
        var table = new MarkdownTable("what", "vendor", "at most", "measured", "");
        foreach (var figure in figures)
        {
            table.Add(figure.What, figure.Vendor.ToString(), figure.ShowAtMost, figure.ShowMeasured, figure.Reached ? "reached" : "**not reached**");
        }

        return table.ToString();
    }
}
