using System.Text;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Rows for people, each as it comes. On a terminal they fit its width, and a cell that does not is cut; elsewhere no cell is.</summary>
internal sealed class TableEntryWriter : IEntryWriter
{
    private const string Dim = "\e[2m";
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[0m";

    private readonly Stream _output;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly TableLayout _layout;
    private readonly bool _cuts;
    private readonly bool _hasColor;
    private readonly StringBuilder _line = new();
    private bool _hasBegun;

    /// <param name="output">Where rows go.</param>
    /// <param name="columns">Those that are wanted.</param>
    /// <param name="width">Of the terminal; null where there is none.</param>
    /// <param name="hasColor">Whether failures stand out.</param>
    public TableEntryWriter(Stream output, IReadOnlyList<TableColumn> columns, int? width, bool hasColor)
    {
        (_output, _columns, _cuts, _hasColor) = (output, columns, width is not null, hasColor);
        _layout = width is { } cells ? TableLayout.Of(columns, cells) : TableLayout.Usual(columns);
    }

    public void Continue() => _hasBegun = true;

    public void Write(ActivityLogEntry entry)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            WriteRow(column => column.Name, _ => Dim);
        }

        var color = entry.Outcome switch
        {
            ActivityLogOutcome.Failure => Red,
            ActivityLogOutcome.Unknown => Yellow,
            _ => null,
        };
        WriteRow(column => SafeText.Escape(column.Text(entry)), column => column.ShowsOutcome ? color : null);
    }

    public void Complete()
    {
        // A table without rows is nothing.
    }

    private void WriteRow(Func<TableColumn, string> textOf, Func<TableColumn, string?> colorOf)
    {
        // Spaces are written once something follows: no line ends with them.
        var spaces = 0;
        for (var i = 0; i < _layout.Widths.Count; i++)
        {
            var (column, width) = (_columns[i], _layout.Widths[i]);
            var text = _cuts ? CellWidth.Fit(textOf(column), width) : textOf(column);
            var rest = Math.Max(width - CellWidth.Of(text), 0);
            if (text.Length > 0)
            {
                var before = column.IsToTheRight ? rest : 0;
                _line.Append(' ', spaces + before);
                Append(text, _hasColor ? colorOf(column) : null);
                (spaces, rest) = (0, rest - before);
            }

            spaces += rest + _layout.Gap;
        }

        _output.Write(Encoding.UTF8.GetBytes(_line.Append('\n').ToString()));
        _line.Clear();
    }

    private void Append(string text, string? color)
    {
        if (color is null)
        {
            _line.Append(text);
        }
        else
        {
            _line.Append(color).Append(text).Append(Plain);
        }
    }
}
