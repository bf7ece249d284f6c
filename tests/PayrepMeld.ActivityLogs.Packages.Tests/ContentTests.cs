using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>What is in the packages, and what is not.</summary>
[Collection(nameof(PackedSource))]
public sealed partial class ContentTests(PackedSource packed)
{
    public static TheoryData<string> Packages => [.. PackedSource.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string name)
    {
        var metadata = Metadata(name);

        Value(metadata, "id").Should().Be(name);
        Value(metadata, "version").Should().Be(packed.Version);
        Value(metadata, "description").Should().EndWith(".").And.NotBe("Package Description");
        Value(metadata, "readme").Should().Be("README.md");
        Value(metadata, "icon").Should().Be("icon.png");
        Value(metadata, "tags").Split(' ').Should().Contain(["payrep", "meld", "activity-log"]);
        metadata.Elements().Single(e => e.Name.LocalName == "license").Should().HaveAttribute("type", "expression").And.HaveValue("MIT");
        metadata.Elements().Where(e => e.Name.LocalName is "repository" or "projectUrl").Attributes().Should().NotContain(a => a.Name == "url", "there is no public one");
        Read(name, "README.md").Should().Equal(File.ReadAllBytes(Path.Combine(PackedSource.Root, "src", name, "README.md")));
        Read(name, "icon.png").Take(8).Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Its_release_notes_are_the_changelogs_section_of_its_version(string name)
    {
        var changelog = File.ReadAllText(Path.Combine(PackedSource.Root, "CHANGELOG.md")).ReplaceLineEndings("\n");
        var section = changelog.Split("\n## ").Single(s => s.StartsWith($"[{packed.Version}]", StringComparison.Ordinal));
        var notes = Value(Metadata(name), "releaseNotes");

        Words(notes).Should().Equal(Words(section[section.IndexOf('\n', StringComparison.Ordinal)..]));
        notes.Should().NotContain("#").And.NotContain("`").And.StartWith("Added");
    }

    [Fact]
    public void The_sdk_depends_on_what_the_design_names()
    {
        string[] always = ["Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Http", "Polly.Core", .. PackedSource.IsRefit ? ["Refit"] : Array.Empty<string>()];

        Dependencies("PayrepMeld.ActivityLogs").Should().BeEquivalentTo(new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["net8.0"] = Versioned([.. always, "System.Diagnostics.DiagnosticSource", "System.Text.Json"]),
            ["net10.0"] = Versioned(always),
        });
    }

    [Fact]
    public void The_fakes_depend_on_the_sdk_of_their_version_alone()
    {
        string[] sdk = ["PayrepMeld.ActivityLogs " + packed.Version];

        Dependencies("PayrepMeld.ActivityLogs.Testing").Should().BeEquivalentTo(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["net8.0"] = sdk, ["net10.0"] = sdk });
        Metadata("PayrepMeld.ActivityLogs.Testing").Descendants().Where(e => e.Name.LocalName == "frameworkReference").Select(e => e.Attribute("name")!.Value)
            .Should().Equal("Microsoft.AspNetCore.App", "Microsoft.AspNetCore.App");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_holds_nothing_else(string name)
    {
        Files(name).Should().BeEquivalentTo(
        [
            "README.md", "icon.png", $"lib/net8.0/{name}.dll", $"lib/net8.0/{name}.xml", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml",
        ]);
        Files(name, "snupkg").Should().BeEquivalentTo([$"lib/net8.0/{name}.pdb", $"lib/net10.0/{name}.pdb"]);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_path_of_the_machine_that_packed_it_is_in_it(string name)
    {
        foreach (var extension in new[] { "nupkg", "snupkg" })
        {
            using var package = packed.Open(name, extension);
            foreach (var entry in package.Entries)
            {
                var bytes = ReadAll(entry);
                foreach (var path in new[] { PackedSource.Root, Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) })
                {
                    var mentions = Encoding.UTF8.GetBytes(path.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar);
                    bytes.AsSpan().IndexOf(mentions).Should().Be(-1, "{0} must not name {1}", entry.FullName, path);
                }
            }
        }
    }

    [Fact]
    public async Task The_same_sources_in_another_folder_give_the_same_bytes()
    {
        // A copy knows no commit, which the version names.
        var others = await packed.PackCopyAsync(Metadata(PackedSource.Names[0]).Elements().SingleOrDefault(e => e.Name.LocalName == "repository")?.Attribute("commit")?.Value);
        foreach (var name in PackedSource.Names)
        {
            foreach (var extension in new[] { "nupkg", "snupkg" })
            {
                using var package = packed.Open(name, extension);
                using var other = ZipFile.OpenRead(Path.Combine(others, $"{name}.{packed.Version}.{extension}"));
                foreach (var entry in package.Entries.Where(e => e.FullName.StartsWith("lib/", StringComparison.Ordinal)))
                {
                    ReadAll(other.GetEntry(entry.FullName)!).AsSpan().SequenceEqual(ReadAll(entry)).Should().BeTrue("{0} must not depend on where it was built", entry.FullName);
                }
            }
        }
    }

    [Fact]
    public async Task A_version_without_release_notes_is_not_packed()
    {
        var project = Path.Combine(PackedSource.Root, "src", "PayrepMeld.ActivityLogs");
        await Dotnet.RunAsync(project, "msbuild", "-t:ReadReleaseNotes");

        var release = () => Dotnet.RunAsync(project, "msbuild", "-t:ReadReleaseNotes", "-p:Version=77.7.7");

        (await release.Should().ThrowAsync<Xunit.Sdk.XunitException>()).Which.Message.Should().Contain("There is no section '## [77.7.7]' to take the release notes from");
    }

    private static string[] Versioned(IEnumerable<string> packages) => [.. packages.Select(p => $"{p} {PackedSource.VersionOf(p)}")];

    private static string[] Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    private static byte[] ReadAll(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;

    private byte[] Read(string name, string file)
    {
        using var package = packed.Open(name);
        return ReadAll(package.GetEntry(file)!);
    }

    private XElement Metadata(string name) =>
        XDocument.Parse(Encoding.UTF8.GetString(Read(name, name + ".nuspec")).TrimStart('\uFEFF')).Root!.Elements().Single(e => e.Name.LocalName == "metadata");

    private Dictionary<string, string[]> Dependencies(string name) => Metadata(name).Descendants().Where(e => e.Name.LocalName == "group" && e.Parent!.Name.LocalName == "dependencies")
        .ToDictionary(
            group => group.Attribute("targetFramework")!.Value,
            group => group.Elements().Select(d => $"{d.Attribute("id")!.Value} {d.Attribute("version")!.Value}").ToArray(),
            StringComparer.Ordinal);

    // Without what every package has.
    private List<string> Files(string name, string extension = "nupkg")
    {
        using var package = packed.Open(name, extension);
        return [.. package.Entries.Select(e => e.FullName).Where(f => f != name + ".nuspec" && f != "[Content_Types].xml" && !f.StartsWith("_rels/", StringComparison.Ordinal) && !f.StartsWith("package/", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
