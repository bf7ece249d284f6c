using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Docs;

/// <summary>The command lines that the docs show.</summary>
internal static class DocumentedCommands
{
    public const string Prompt = "$ ";

    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    /// <summary>The pages that show the tool at work.</summary>
    public static IReadOnlyList<string> Pages { get; } = ["docs/cli.md", "README.md", "src/PayrepMeld.ActivityLogs.Cli/README.md"];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page));

    /// <summary>What runs the tool in a page, in its order: after a prompt where output is shown, too, and as it is in a script.</summary>
    public static IEnumerable<string> Of(string page)
    {
        var block = "";
        foreach (var line in Read(page).Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = line;
            }
            else if (block is "```console" && line.StartsWith(Prompt, StringComparison.Ordinal) && line.Contains("activitylogs ", StringComparison.Ordinal))
            {
                yield return line[Prompt.Length..];
            }
            else if (block is "```sh" && line.StartsWith("activitylogs ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
