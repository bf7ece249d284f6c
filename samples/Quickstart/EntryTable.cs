using System.Globalization;
using System.Text;
using PayrepMeld.ActivityLogs.Samples;

namespace PayrepMeld.ActivityLogs.Quickstart;

/// <summary>Entries as aligned plain text.</summary>
internal sealed class EntryTable
{
    private const int WidestCell = 48;

    private static readonly string[] Headings = ["TIME (UTC)", "VENDOR", "OUTCOME", "STATUS", "ACTION", "MESSAGE OR ENDPOINT"];

    private readonly List<string[]> _rows = [];

    public int Count => _rows.Count;

    public void Add(ActivityLogEntry entry) => _rows.Add(
    [
        entry.OccurredAt.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        entry.Vendor.ToString(),
        entry.Outcome.ToString(),
        entry.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "",
        Cell(entry.Action),
        Cell(entry.Message ?? entry.Endpoint),
    ]);

    public override string ToString()
    {
        var widths = Headings.Select((heading, i) => _rows.Select(row => row[i].Length).Append(heading.Length).Max()).ToList();
        var text = new StringBuilder();
        foreach (var row in _rows.Prepend(Headings))
        {
            text.AppendLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string Cell(string? value)
    {
        var text = SafeText.Escape(value);
        if (text.Length <= WidestCell)
        {
            return text;
        }

        // Not between the two halves of one character.
        var length = char.IsHighSurrogate(text[WidestCell - 4]) ? WidestCell - 4 : WidestCell - 3;
        return string.Concat(text.AsSpan(0, length), "...");
    }
}
