using System.Text;
using PayrepMeld.ActivityLogs.Cli.Output;
using PayrepMeld.ActivityLogs.Cli.Terminal;
using Spectre.Console;

namespace PayrepMeld.ActivityLogs.Cli.Statistics;

/// <summary>A table for people: drawn on a terminal; in a pipe a line a row, with a tab between columns, for <c>cut</c> and <c>awk</c>.</summary>
internal sealed class CellTable(params IEnumerable<(string Header, bool IsNumber)> columns)
{
    private readonly List<(string Header, bool IsNumber)> _columns = [.. columns];
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(IEnumerable<string> cells) => _rows.Add([.. cells.Select(SafeText.Escape)]);

    public void Write(ToolTerminal terminal)
    {
        if (terminal.IsOutputTerminal)
        {
            terminal.Tables.Write(Drawn());
            return;
        }

        var lines = new StringBuilder();
        foreach (var row in _rows.Prepend([.. _columns.Select(c => c.Header)]))
        {
            lines.AppendJoin('\t', row).Append('\n');
        }

        terminal.Output.Write(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    private Table Drawn()
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (header, isNumber) in _columns)
        {
            var column = new Spectre.Console.TableColumn(new Text(header, new Style(decoration: Decoration.Bold)));
            table.AddColumn(isNumber ? column.RightAligned().NoWrap() : column);
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        return table;
    }
}
