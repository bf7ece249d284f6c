using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.DependencyInjection;
using PayrepMeld.ActivityLogs.Meld;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Docs;

/// <summary>What README.md and docs/ say, held against the code.</summary>
public sealed partial class DocsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    private static readonly IReadOnlyList<string> AllPages =
    [
        "README.md",
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Select(f => "docs/" + Path.GetFileName(f)).Order(StringComparer.Ordinal),
        .. Samples.Select(f => $"samples/{Path.GetFileName(f)}/README.md").Where(f => File.Exists(Path.Combine(Root, f))).Order(StringComparer.Ordinal),
        .. Directory.GetDirectories(Path.Combine(Root, "src")).Select(f => $"src/{Path.GetFileName(f)}/README.md").Order(StringComparer.Ordinal),
    ];

    private static string[] Samples => Directory.GetDirectories(Path.Combine(Root, "samples"));

    /// <summary>What the tests of the packages compile.</summary>
    private static string[] Consumers => Directory.GetDirectories(Path.Combine(Root, "tests", "PayrepMeld.ActivityLogs.Packages.Tests", "Consumers"));

    public static TheoryData<string> Pages => [.. AllPages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_in_the_docs_is_code_that_compiles(string page)
    {
        var compiled = Samples.Concat(Consumers).Append(Folder())
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs"))
            .Select(file => Normalize(File.ReadAllText(file)))
            .ToList();

        foreach (Match block in CodeBlock().Matches(Read(page)))
        {
            compiled.Should().Contain(file => file.Contains(Normalize(block.Groups["inner"].Value), StringComparison.Ordinal), "it shows{0}{1}", Environment.NewLine, block.Groups["inner"].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_between_the_docs_lead_somewhere(string page)
    {
        foreach (Match link in Link().Matches(Read(page)))
        {
            File.Exists(Path.Combine(Root, Path.GetDirectoryName(page)!, link.Groups["inner"].Value)).Should().BeTrue($"{page} links to {link.Groups["inner"].Value}");
        }
    }

    [Fact]
    public void The_docs_show_code() => AllPages.Sum(page => CodeBlock().Count(Read(page))).Should().BeGreaterThan(6);

    [Fact]
    public void Every_resilience_setting_is_listed_with_its_default_and_range()
    {
        var page = Read("docs/resilience.md");
        foreach (var setting in ResilienceSettings.All)
        {
            var value = typeof(ActivityLogResilienceOptions).GetProperty(setting.Name)!.GetValue(new ActivityLogResilienceOptions());
            var shown = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            var row = page.Split('\n').SingleOrDefault(line => line.StartsWith($"| `{setting.Name}` |", StringComparison.Ordinal));

            row.Should().NotBeNull($"docs/resilience.md has a row for {setting.Name}");
            row.Should().Contain($"| `{shown}` |").And.Contain($"| {setting.Allowed.Split(", ")[1]} |");
        }
    }

    [Fact]
    public void Every_name_looked_for_in_a_row_of_Meld_is_listed()
    {
        var page = Read("docs/reading.md");
        foreach (var (fact, names) in MeldFacts.Known)
        {
            page.Should().Contain($"| `{fact}` | {string.Join(", ", names.Select(n => $"`{n}`"))} |");
        }
    }

    [Fact]
    public void What_a_row_of_the_fakes_is_without_more_is_listed()
    {
        var page = Read("docs/testing.md");
        object[] rows = [new PayrepRow { Id = "", CreatedAt = default }, new MeldRow { Key = "", OccurredAt = default }];
        foreach (var row in rows)
        {
            var values = row.GetType().GetProperties().Select(p => p.GetValue(row)).SelectMany(v => v switch
            {
                string text => [text],
                int number when number != 0 => [number.ToString(CultureInfo.InvariantCulture)],
                ActivityLogActor actor => [actor.Id, actor.Name, actor.Type],
                ActivityLogEntity entity => [entity.Id, entity.Type],
                _ => Array.Empty<string?>(),
            });
            var line = page.Split('\n').Single(l => l.StartsWith($"| `{row.GetType().Name}` |", StringComparison.Ordinal));
            foreach (var value in values.Where(v => !string.IsNullOrEmpty(v)))
            {
                line.Should().Contain($"`{value}`", "it is what {0} has", row.GetType().Name);
            }
        }
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    private static string Normalize(string code) => "\n" + string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex("^```csharp\n(?<inner>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<inner>[^)#]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
