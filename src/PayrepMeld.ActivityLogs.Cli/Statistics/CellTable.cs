using System.Text;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>
/// A table for people. On a terminal it fits the width: numbers are whole, the last ones are left out where there is no room,
/// and of names as much is shown as there is room for, beginning and end.
/// In a pipe it is a line a row, with a tab between columns and nothing cut, for <c>cut</c> and <c>awk</c>.
/// </summary>
internal sealed class CellTable(params IEnumerable<(string Header, CellKind Kind)> columns)
{
    private const string Dim = "\e[2m";
    private const string Plain = "\e[0m";
    private const string Gap = "  ";
    /// <summary>Two endpoints look alike where less is shown of them.</summary>
    private const int LeastName = 20;

    private readonly List<(string Header, CellKind Kind)> _columns = [.. columns];
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(IEnumerable<string> cells) => _rows.Add([.. cells.Select(SafeText.Escape)]);

    public void Write(ToolTerminal terminal)
    {
        var lines = new StringBuilder();
        if (terminal.IsOutputTerminal)
        {
            Draw(lines, terminal);
        }
        else
        {
            foreach (var row in _rows.Prepend([.. _columns.Select(c => c.Header)]))
            {
                lines.AppendJoin('\t', row).Append('\n');
            }
        }

        terminal.Output.Write(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    private void Draw(StringBuilder lines, ToolTerminal terminal)
    {
        // A heading may have a line more than others: it ends where they end.
        var headers = _columns.Select(c => c.Header.Split('\n')).ToList();
        var height = headers.Max(h => h.Length);
        var heading = Enumerable.Range(0, height).Select(line => (IReadOnlyList<string>)[.. headers.Select(h => line < h.Length ? h[line] : "")]).ToList();
        var widths = _columns.Select((_, i) => heading.Concat(_rows).Max(row => CellWidth.Of(row[i]))).ToArray();

        // What is elastic gives way, then the last numbers.
        var elastic = _columns.FindLastIndex(c => c.Kind != CellKind.Number);
        var least = elastic < 0 ? 0 : Math.Min(widths[elastic], _columns[elastic].Kind == CellKind.Bars ? _rows.Max(row => CellWidth.Of(row[elastic])) : LeastName);
        int Room() => terminal.Width - (Gap.Length * (widths.Length - 1)) - widths.Where((_, i) => i != elastic).Sum();
        while (widths.Length > elastic + 2 && Room() < least)
        {
            widths = widths[..^1];
        }

        if (elastic >= 0)
        {
            widths[elastic] = Math.Clamp(Room(), least, widths[elastic]);
        }

        foreach (var row in heading)
        {
            lines.Append(terminal.HasColor ? Dim : "");
            DrawRow(lines, row, widths);
            lines.Append(terminal.HasColor ? Plain : "").Append('\n');
        }

        foreach (var row in _rows)
        {
            DrawRow(lines, row, widths);
            lines.Append('\n');
        }
    }

    private void DrawRow(StringBuilder lines, IReadOnlyList<string> row, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < widths.Length; i++)
        {
            var text = CellWidth.FitInside(row[i], widths[i]);
            var rest = new string(' ', Math.Max(0, widths[i] - CellWidth.Of(text)));
            line.Append(i == 0 ? "" : Gap).Append(_columns[i].Kind == CellKind.Number ? rest + text : text + rest);
        }

        lines.Append(line.ToString().TrimEnd(' '));
    }
}
