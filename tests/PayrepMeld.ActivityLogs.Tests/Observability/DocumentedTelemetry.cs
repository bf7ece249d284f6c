using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Tests.Observability;

/// <summary>The tables of docs/observability.md.</summary>
internal static class DocumentedTelemetry
{
    public static IReadOnlyList<string[]> Instruments => Table("instrument", "kind", "unit", "what", "tags");

    public static IReadOnlyList<string[]> SpanTags => Table("span", "tag", "value");

    public static IReadOnlyList<string[]> Events => Table("id", "name", "level", "when");

    /// <summary>The cells of the one table with this head, without their back quotes.</summary>
    private static List<string[]> Table(params string[] head)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), "..", "..", "..", "docs", "observability.md"));
        var start = Array.FindIndex(lines, line => Cells(line).SequenceEqual(head, StringComparer.Ordinal));
        start.Should().BePositive("docs/observability.md has a table of {0}", head[0]);
        var rows = lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
        rows.Should().NotBeEmpty().And.OnlyContain(row => row.Length == head.Length);
        return rows;
    }

    private static string[] Cells(string line) =>
        [.. line.Trim('|').Split('|').Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal))];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
