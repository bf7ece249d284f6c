using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>src/ packed once, in a folder of its own outside the repository, and projects there that know only the packages.</summary>
public sealed class PackedSource : IAsyncLifetime
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    private readonly string _folder = Directory.CreateTempSubdirectory("activitylogs-packages-").FullName;

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

#if USE_REFIT
    public static bool IsRefit => true;
#else
    public static bool IsRefit => false;
#endif

    public string Version { get; private set; } = "";

    private string Packages => Path.Combine(_folder, "packages");

    public async Task InitializeAsync()
    {
        await PackAsync(Root, Packages, $"-p:ArtifactsPath={Path.Combine(_folder, "artifacts")}");
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Packages, Names[0] + ".?.*.nupkg").Single())[(Names[0].Length + 1)..];

        // What is built here must not find settings above it.
        File.WriteAllText(Path.Combine(_folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(_folder, "Directory.Packages.props"), "<Project />");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A copy of the repository's sources, packed elsewhere.</summary>
    public async Task<string> PackCopyAsync(string? commit)
    {
        var copy = Path.Combine(_folder, "copy", "of", "the", "sources");
        foreach (var file in Directory.EnumerateFiles(Root).Concat(Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Root, file));
            if (target.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                || target.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var packages = Path.Combine(_folder, "packages-of-the-copy");
        await PackAsync(copy, packages, $"-p:SourceRevisionId={commit}");
        return packages;
    }

    public string PackageFile(string name, string extension = "nupkg") => Path.Combine(Packages, $"{name}.{Version}.{extension}");

    public ZipArchive Open(string name, string extension = "nupkg") => ZipFile.OpenRead(PackageFile(name, extension));

    /// <summary>Copies one of Projects/ beside the packages.</summary>
    /// <returns>Where it is.</returns>
    public string CreateProject(string name, string? folder = null)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, folder ?? name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder(), "Projects", name)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    /// <summary>Builds or publishes such a project, warnings as errors, with no package from anywhere but the sources and <see cref="Packages"/>.</summary>
    public Task<string> DotnetAsync(string command, string project, params string[] more) => Dotnet.RunAsync(project, Arguments(command, project, more));

    public string[] Arguments(string command, string project, params string[] more) =>
    [
        command, "-warnaserror", "-o", Path.Combine(project, "out"), $"-p:PackedVersion={Version}", $"-p:HostingVersion={VersionOf("Microsoft.Extensions.Hosting")}",
        $"-p:RestoreAdditionalProjectSources={Sources(Packages)}", $"-p:RestorePackagesPath={Path.Combine(_folder, "restored")}", .. more,
    ];

    /// <summary>As Directory.Packages.props has it.</summary>
    public static string VersionOf(string package) => XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")
        .Single(p => p.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    private static async Task PackAsync(string root, string packages, string property)
    {
        foreach (var name in Names)
        {
            await Dotnet.RunAsync(
                root,
                [
                    "pack", Path.Combine(root, "src", name), "-c", "Release", "-o", packages, "-warnaserror", "-p:RunAnalyzers=false", $"-p:UseRefit={IsRefit}",
                    $"-p:RestoreAdditionalProjectSources={Sources()}", property,
                ]);
        }
    }

    // In a property, %3B is the semicolon that does not end it.
    private static string Sources(params string[] more) => string.Join("%3B", more.Append(Given).Where(source => source.Length > 0));

    private static string Given => typeof(PackedSource).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RestoreAdditionalProjectSources").Value ?? "";

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

/// <summary>The tests that share it, one after another: each keeps the machine busy.</summary>
[CollectionDefinition(nameof(PackedSource))]
public sealed class PackedSourceCollection : ICollectionFixture<PackedSource>;
