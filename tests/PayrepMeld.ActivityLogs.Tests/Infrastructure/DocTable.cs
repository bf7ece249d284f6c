using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Tests.Infrastructure;

/// <summary>A table of a page under docs/, for tests that hold it against the code.</summary>
internal static class DocTable
{
    /// <summary>The cells of the page's one table with this head, row by row, without their back quotes.</summary>
    public static IReadOnlyList<string[]> Of(string page, params string[] head)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), "..", "..", "..", "docs", page));
        var start = Array.FindIndex(lines, line => Cells(line).SequenceEqual(head, StringComparer.Ordinal));
        start.Should().BePositive("docs/{0} has a table of {1}", page, head[0]);
        var rows = lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
        rows.Should().NotBeEmpty().And.OnlyContain(row => row.Length == head.Length);
        return rows;
    }

    private static string[] Cells(string line) =>
        [.. line.Trim('|').Split('|').Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal))];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
