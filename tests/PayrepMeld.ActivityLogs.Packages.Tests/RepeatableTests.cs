using System.Xml.Linq;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>Packing again, elsewhere.</summary>
[Collection("packages")]
public sealed class RepeatableTests(PackedSource packed)
{
    [Fact]
    public async Task The_same_sources_in_another_folder_give_the_same_bytes()
    {
        var copy = CopyOfSource("elsewhere");
        using var sdk = packed.Open("PayrepMeld.ActivityLogs");
        var commit = XDocument.Load(new MemoryStream(PackedFile.Read(sdk, "PayrepMeld.ActivityLogs.nuspec"))).Descendants().SingleOrDefault(e => e.Name.LocalName == "repository")?.Attribute("commit")?.Value;

        // The copy is no clone, so it is told the commit.
        var built = await Tool.DotnetAsync(copy, ["build", Path.Combine("src", "PayrepMeld.ActivityLogs.Testing"), "-c", "Release", "-f", "net10.0", "-p:RunAnalyzers=false", $"-p:SourceRevisionId={commit}", .. PackedSource.Flavour]);
        built.ExitCode.Should().Be(0, built.ToString());

        foreach (var id in new[] { "PayrepMeld.ActivityLogs", "PayrepMeld.ActivityLogs.Testing" })
        {
            using var package = packed.Open(id);
            var rebuilt = await File.ReadAllBytesAsync(Path.Combine(copy, "src", id, "bin", "Release", "net10.0", $"{id}.dll"));
            PackedFile.Read(package, $"lib/net10.0/{id}.dll").AsSpan().SequenceEqual(rebuilt).Should().BeTrue($"{id}.dll is the same wherever it is built");
        }
    }

    [Fact]
    public async Task A_version_that_the_changelog_does_not_have_is_not_packed()
    {
        // Nothing need be compiled to see it.
        var packing = await Tool.DotnetAsync(Repository.Root, [
            "msbuild", Repository.Projects[0], "-t:ReadReleaseNotes", "-p:Configuration=Release", "-p:Version=77.0.1", $"-p:ArtifactsPath={Path.Combine(packed.Folder, "refused")}"]);

        packing.ExitCode.Should().NotBe(0);
        packing.Output.Should().Contain("There is no section '## [77.0.1]' to take the release notes from");
    }

    private string CopyOfSource(string name)
    {
        var copy = Directory.CreateDirectory(Path.Combine(packed.Folder, name)).FullName;
        var inSource = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
        foreach (var file in Directory.GetFiles(Repository.Root).Concat(inSource))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
