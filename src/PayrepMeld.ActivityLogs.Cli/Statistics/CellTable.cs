using System.Text;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>
/// A table for people. On a terminal it fits the width: numbers are whole, and of names as much is shown as there is room for, beginning and end.
/// In a pipe it is a line a row, with a tab between columns and nothing cut, for <c>cut</c> and <c>awk</c>.
/// </summary>
internal sealed class CellTable(params IEnumerable<(string Header, bool IsNumber)> columns)
{
    private const string Dim = "\e[2m";
    private const string Plain = "\e[0m";
    private const string Gap = "  ";
    private const int LeastName = 12;

    private readonly List<(string Header, bool IsNumber)> _columns = [.. columns];
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

        // The last name gives way, and a row of bars never.
        var name = _columns.FindLastIndex(c => !c.IsNumber && !c.Header.Contains(' ', StringComparison.Ordinal));
        if (name >= 0)
        {
            widths[name] = Math.Clamp(terminal.Width - widths.Sum() + widths[name] - (Gap.Length * (widths.Length - 1)), LeastName, Math.Max(LeastName, widths[name]));
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
            line.Append(i == 0 ? "" : Gap).Append(_columns[i].IsNumber ? rest + text : text + rest);
        }

        lines.Append(line.ToString().TrimEnd(' '));
    }
}
