namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>How wide the columns of a table are: known before its first row is, for rows are shown as they come.</summary>
internal sealed record TableLayout(IReadOnlyList<int> Widths, int Gap)
{
    // Where there is room, columns stand further apart.
    private const int Roomy = 120;

    private const int UsualWidth = 44;

    /// <summary>Where no row is cut: columns of a width that most cells have. A longer cell moves those behind it.</summary>
    public static TableLayout Usual(IReadOnlyList<TableColumn> columns) => new([.. columns.Select(column => Math.Min(column.Most, Math.Max(column.Least, UsualWidth)))], Gap: 2);

    /// <summary>Gives each column what it needs, and the rest to those that can use it. Columns there is no room for, at the end, are left out.</summary>
    public static TableLayout Of(IReadOnlyList<TableColumn> columns, int width)
    {
        var gap = width < Roomy ? 1 : 2;
        var widths = new List<int> { Math.Min(columns[0].Least, width) };
        var left = width - widths[0];
        foreach (var column in columns.Skip(1).TakeWhile(column => column.Least + gap <= left))
        {
            widths.Add(column.Least);
            left -= column.Least + gap;
        }

        // An address seldom needs more than the least, so that it comes last.
        left = Spread(left, i => columns[i].IsSeldomLong ? widths[i] : Math.Min(columns[i].Most, UsualWidth), widths);
        Spread(left, i => columns[i].Most, widths);
        return new TableLayout(widths, gap);
    }

    private static int Spread(int left, Func<int, int> mostOf, List<int> widths)
    {
        while (left > 0 && Enumerable.Range(0, widths.Count).Where(i => widths[i] < mostOf(i)).ToList() is { Count: > 0 } growing)
        {
            var share = Math.Max(left / growing.Count, 1);
            foreach (var i in growing.Take(left))
            {
                var more = Math.Min(share, mostOf(i) - widths[i]);
                widths[i] += more;
                left -= more;
            }
        }

        return left;
    }
}
