using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>What the repository says: the packages are held against it.</summary>
internal static class Repository
{
    public static bool UsesRefit =>
#if USE_REFIT
        true;
#else
        false;
#endif

    public static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    public static readonly string Consumers = Path.Combine(Folder(), "Consumers");

    public static string Version { get; } = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>Each package's central version.</summary>
    public static IReadOnlyDictionary<string, string> Versions { get; } = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(e => e.Attribute("Include")!.Value, e => e.Attribute("Version")!.Value, StringComparer.Ordinal);

    /// <summary>Where the machine keeps packages it has restored.</summary>
    public static string PackagesFolder => Handed("PackagesFolder");

    /// <summary>Sources that the build of these tests was given beside the machine's own; empty for none.</summary>
    public static string AdditionalSources => Handed("AdditionalSources");

    public static IReadOnlyList<string> Projects { get; } = Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();

    /// <summary>Those that other programs refer to.</summary>
    public static IReadOnlyList<string> Libraries { get; } = Projects.Where(project => !IsTool(project)).ToList();

    /// <summary>Those that are installed as programs.</summary>
    public static IReadOnlyList<string> Tools { get; } = Projects.Where(IsTool).ToList();

    /// <summary>CHANGELOG.md's section of the version, as plain text.</summary>
    public static string ReleaseNotes()
    {
        var section = File.ReadAllLines(Path.Combine(Root, "CHANGELOG.md"))
            .SkipWhile(line => !line.StartsWith($"## [{Version}]", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line.StartsWith("### ", StringComparison.Ordinal) ? line[4..] + ":" : line);
        return string.Join('\n', section).Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal).Trim();
    }

    /// <summary>The references of a project for one target, with the version of each. The analyzers, which stand elsewhere, are no part of a package.</summary>
    public static IEnumerable<string> Dependencies(string project, string targetFramework)
    {
        foreach (var reference in XDocument.Load(project).Descendants().Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference"))
        {
            var condition = reference.Attribute("Condition")?.Value ?? "";
            var applies = condition switch
            {
                "" => true,
                "'$(TargetFramework)' == 'net8.0'" => string.Equals(targetFramework, "net8.0", StringComparison.Ordinal),
                "'$(UseRefit)' == 'true'" => UsesRefit,
                _ => throw new InvalidOperationException($"{project}: what does {condition} mean for the package?"),
            };
            if (applies)
            {
                var name = reference.Attribute("Include")!.Value;
                yield return reference.Name.LocalName is "PackageReference" ? $"{name} {Versions[name]}" : $"{Path.GetFileNameWithoutExtension(name)} {Version}";
            }
        }
    }

    private static bool IsTool(string project) => XDocument.Load(project).Descendants().Any(e => e.Name.LocalName == "PackAsTool");

    private static string Handed(string key) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => string.Equals(a.Key, key, StringComparison.Ordinal)).Value ?? "";

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
