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

    /// <summary>What follows a prompt in a block of a page and runs the tool, in its order.</summary>
    public static IEnumerable<string> Of(string page)
    {
        var isConsole = false;
        foreach (var line in Read(page).Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isConsole = line is "```console";
            }
            else if (isConsole && line.StartsWith(Prompt, StringComparison.Ordinal) && line.Contains("activitylogs ", StringComparison.Ordinal))
            {
                yield return line[Prompt.Length..];
            }
        }
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
