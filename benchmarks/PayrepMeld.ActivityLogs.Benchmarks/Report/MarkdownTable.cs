using System.Text;

namespace PayrepMeld.ActivityLogs.Benchmarks.Report;

/// <summary>A table, row by row.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(params ReadOnlySpan<string> columns)
    {
        Add(columns);
        _text.Append('|').Insert(_text.Length, "---|", columns.Length).Append('\n');
    }

    public void Add(params ReadOnlySpan<string> cells) => _text.Append("| ").AppendJoin(" | ", cells!).Append(" |\n");

    public override string ToString() => _text.ToString();
}
