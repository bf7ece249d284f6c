using System.IO.Compression;
using System.Security;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>
/// Every project of src/ packed once, in a temporary folder of its own, and a folder for fresh projects that restore those packages. No build of the
/// repository is used or disturbed.
/// </summary>
public sealed class PackedSource : IAsyncLifetime
{
    /// <summary>The temporary folder, outside the repository.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("packages-test-").FullName;

    public string Packages => Path.Combine(Folder, "feed");

    public string PackOutput { get; private set; } = "";

    public static string[] Flavour => Repository.UsesRefit
        ? ["-p:UseRefit=true", .. Repository.AdditionalSources.Length > 0 ? new[] { $"-p:RestoreAdditionalProjectSources={Repository.AdditionalSources}" } : []]
        : [];

    public async Task InitializeAsync()
    {
        var solution = Path.Combine(Folder, "src.slnx");
        await File.WriteAllTextAsync(solution, $"<Solution>{string.Concat(Repository.Projects.Select(p => $"<Project Path=\"{SecurityElement.Escape(p)}\" />"))}</Solution>");
        // The release build runs the analyzers; they change no byte of what is packed.
        var packed = await Tool.DotnetAsync(Repository.Root, ["pack", solution, "-c", "Release", "-o", Packages, $"-p:ArtifactsPath={Path.Combine(Folder, "build")}", "-p:RunAnalyzers=false", .. Flavour]);
        PackOutput = packed.MustSucceed().Output;
        await WriteSettingsAsync();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    public ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Packages, $"{id}.{Repository.Version}.{extension}"));

    /// <summary>Copies one of Consumers/ to a folder where nothing of the repository reaches.</summary>
    public string Project(string name, string? copyName = null)
    {
        var copy = Directory.CreateDirectory(Path.Combine(Folder, "projects", copyName ?? name)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Consumers, name)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    // The machine's sources stay; ours is added. Our packages are unpacked into a folder that nobody else uses, or a stale one of the same version would do.
    // Others may come from where the machine has unpacked them before, unless ours are there, too.
    private async Task WriteSettingsAsync()
    {
        var known = Repository.Libraries.Any(p => Directory.Exists(Path.Combine(Repository.PackagesFolder, Path.GetFileNameWithoutExtension(p).ToLowerInvariant())));
        var projects = Directory.CreateDirectory(Path.Combine(Folder, "projects")).FullName;
        await File.WriteAllTextAsync(Path.Combine(projects, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <RestoreAdditionalProjectSources>{SecurityElement.Escape(Packages)};{SecurityElement.Escape(Repository.AdditionalSources)}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{SecurityElement.Escape(Path.Combine(Folder, "unpacked"))}</RestorePackagesPath>
                <RestoreFallbackFolders>{(known ? "clear" : SecurityElement.Escape(Repository.PackagesFolder))}</RestoreFallbackFolders>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
              </PropertyGroup>
            </Project>
            """);
        var versions = Repository.Versions.Concat(Repository.Libraries.Select(p => KeyValuePair.Create(Path.GetFileNameWithoutExtension(p), Repository.Version)));
        await File.WriteAllTextAsync(Path.Combine(projects, "Directory.Packages.props"), $"""
            <Project>
              <ItemGroup>
                {string.Concat(versions.Select(v => $"<PackageVersion Include=\"{v.Key}\" Version=\"{v.Value}\" />"))}
              </ItemGroup>
            </Project>
            """);
    }
}

/// <summary>One after the other: they use the same fresh packages folder, and the machine's cores are busy with one build.</summary>
[CollectionDefinition("packages")]
public sealed class PackagesCollection : ICollectionFixture<PackedSource>;
