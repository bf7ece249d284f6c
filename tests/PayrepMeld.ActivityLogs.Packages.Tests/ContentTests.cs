using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>What is in the packages.</summary>
[Collection("packages")]
public sealed partial class ContentTests(PackedSource packed)
{
    private static readonly string[] Targets = ["net10.0", "net8.0"];

    public static TheoryData<string> Ids => [.. Repository.Projects.Select(p => Path.GetFileNameWithoutExtension(p)!)];

    public static TheoryData<string> LibraryIds => [.. Repository.Libraries.Select(p => Path.GetFileNameWithoutExtension(p)!)];

    public static TheoryData<string> ToolIds => [.. Repository.Tools.Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Fact]
    public void Packing_warns_of_nothing() => packed.PackOutput.Should().NotContainAny("warning ", "error ");

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_says_what_it_is(string id)
    {
        using var package = packed.Open(id);
        var metadata = Metadata(package, id);

        Text(metadata, "id").Should().Be(id);
        Text(metadata, "version").Should().Be(Repository.Version);
        Element(metadata, "license").Should().Match<XElement>(e => e.Value == "MIT" && e.Attribute("type")!.Value == "expression");
        Text(metadata, "readme").Should().Be("README.md");
        Text(metadata, "icon").Should().Be("icon.png");
        Text(metadata, "description").Length.Should().BeGreaterThan(50);
        Text(metadata, "tags").Split(' ').Should().Contain(["payrep", "meld", "activity-log"]);
        Text(metadata, "releaseNotes").ReplaceLineEndings("\n").Should().Be(Repository.ReleaseNotes()).And.NotBeEmpty().And.NotContainAny("`", "###");
        metadata.Elements().Select(e => e.Name.LocalName).Should().NotContain("projectUrl", "there is no public site");
        metadata.Elements().SingleOrDefault(e => e.Name.LocalName == "repository")?.Attribute("url").Should().BeNull("a remote is whoever packs' own");
    }

    [Theory]
    [MemberData(nameof(LibraryIds))]
    public void It_depends_on_what_its_project_refers_to_and_on_nothing_else(string id)
    {
        using var package = packed.Open(id);
        var groups = Element(Metadata(package, id), "dependencies").Elements().ToList();

        groups.Select(g => g.Attribute("targetFramework")!.Value).Should().BeEquivalentTo(Targets);
        foreach (var group in groups)
        {
            var project = Repository.Projects.Single(p => Path.GetFileNameWithoutExtension(p) == id);
            group.Elements().Select(d => $"{d.Attribute("id")!.Value} {d.Attribute("version")!.Value}")
                .Should().BeEquivalentTo(Repository.Dependencies(project, group.Attribute("targetFramework")!.Value));
        }
    }

    [Fact]
    public void Only_the_Refit_flavour_depends_on_Refit()
    {
        using var package = packed.Open("PayrepMeld.ActivityLogs");
        Metadata(package, "PayrepMeld.ActivityLogs").Descendants().Any(e => e.Attribute("id")?.Value == "Refit").Should().Be(Repository.UsesRefit);
    }

    [Theory]
    [MemberData(nameof(LibraryIds))]
    public void It_holds_the_library_its_documentation_a_page_and_an_icon(string id)
    {
        using var package = packed.Open(id);
        var files = Files(package);

        files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)).Should().BeEquivalentTo(Targets.SelectMany(t => new[] { $"lib/{t}/{id}.dll", $"lib/{t}/{id}.xml" }));
        files.Where(f => !f.Contains('/', StringComparison.Ordinal)).Should().BeEquivalentTo("README.md", "icon.png", $"{id}.nuspec", "[Content_Types].xml");
        Bytes(package, "icon.png")[..8].Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A);
        Bytes(package, $"lib/net8.0/{id}.xml").Length.Should().BeGreaterThan(10_000);

        using var symbols = packed.Open(id, "snupkg");
        Files(symbols).Where(f => f.StartsWith("lib/", StringComparison.Ordinal)).Should().BeEquivalentTo(Targets.Select(t => $"lib/{t}/{id}.pdb"));
    }

    [Theory]
    [MemberData(nameof(ToolIds))]
    public void A_tool_holds_all_it_needs_and_runs_on_any_machine(string id)
    {
        using var package = packed.Open(id);
        var files = Files(package);
        var program = files.Where(f => f.StartsWith("tools/", StringComparison.Ordinal)).ToList();

        files.Where(f => !f.Contains('/', StringComparison.Ordinal)).Should().BeEquivalentTo("README.md", "icon.png", $"{id}.nuspec", "[Content_Types].xml");
        program.Should().OnlyContain(f => f.StartsWith("tools/net10.0/any/", StringComparison.Ordinal) && f.Split('/').Length == 4, "words of other languages and code of one platform have folders of their own");
        program.Where(f => f.EndsWith(".dll", StringComparison.Ordinal)).Should().OnlyContain(f => IsForAnyMachine(Bytes(package, f)));
        program.Select(f => Path.GetExtension(f)).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(".dll", ".pdb", ".json", ".xml");
        program.Where(f => f.EndsWith(".xml", StringComparison.Ordinal)).Should().Equal("tools/net10.0/any/DotnetToolSettings.xml");
        program.Should().Contain(Repository.Libraries.Select(p => $"tools/net10.0/any/{Path.GetFileNameWithoutExtension(p)}.dll"));
        Metadata(package, id).Elements().Should().NotContain(e => e.Name.LocalName == "dependencies");
        Element(Metadata(package, id), "packageTypes").Elements().Single().Attribute("name")!.Value.Should().Be("DotnetTool");
    }

    [Theory]
    [MemberData(nameof(ToolIds))]
    public void A_tool_asks_for_no_more_than_the_SDK_brings(string id)
    {
        using var package = packed.Open(id);
        var asked = JsonDocument.Parse(Bytes(package, "tools/net10.0/any/activitylogs.runtimeconfig.json")).RootElement.GetProperty("runtimeOptions");

        asked.GetProperty("frameworks").EnumerateArray().Select(f => $"{f.GetProperty("name")} {f.GetProperty("version")}")
            .Should().BeEquivalentTo("Microsoft.NETCore.App 10.0.0", "Microsoft.AspNetCore.App 10.0.0");
        asked.GetProperty("rollForward").GetString().Should().Be("Major");
    }

    [Fact]
    public void The_SDK_brings_its_docs()
    {
        using var package = packed.Open("PayrepMeld.ActivityLogs");
        var docs = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(f => "docs/" + Path.GetFileName(f));

        Files(package).Where(f => f.StartsWith("docs/", StringComparison.Ordinal)).Should().BeEquivalentTo(docs);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_page_stands_alone(string id)
    {
        using var package = packed.Open(id);
        var page = Encoding.UTF8.GetString(Bytes(package, "README.md"));

        page.Should().StartWith($"# {id}\n").And.Contain(IsTool(id) ? $"dotnet tool install --global {id}" : $"dotnet add package {id}").And.Contain("MIT licence");
        RelativeLink().Matches(page).Should().BeEmpty("a package page has no files to link to");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_names_no_folder_of_this_machine(string id)
    {
        var folders = new[] { Repository.Root, packed.Folder, Repository.PackagesFolder.TrimEnd('/', '\\'), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) };
        foreach (var extension in IsTool(id) ? new[] { "nupkg" } : ["nupkg", "snupkg"])
        {
            using var package = packed.Open(id, extension);
            foreach (var file in package.Entries)
            {
                var bytes = Bytes(package, file.FullName);
                foreach (var folder in folders.Where(f => f.Length > 0))
                {
                    // Whole, and as a symbol file keeps it: by its parts.
                    (Holds(bytes, Encoding.UTF8.GetBytes(folder)) || Holds(bytes, Encoding.Unicode.GetBytes(folder))).Should().BeFalse($"{file.FullName} of {id}.{extension} must not hold {folder}");
                }

                if (file.FullName.EndsWith(".pdb", StringComparison.Ordinal))
                {
                    SymbolPaths.Of(bytes).Should().NotBeEmpty().And.OnlyContain(path => path.StartsWith("/_/", StringComparison.Ordinal));
                }
            }
        }
    }

    private static bool IsForAnyMachine(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        return image.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.ILOnly);
    }

    private static bool IsTool(string id) => Repository.Tools.Any(p => Path.GetFileNameWithoutExtension(p) == id);

    private static bool Holds(byte[] bytes, byte[] part) => bytes.AsSpan().IndexOf(part) >= 0;

    private static List<string> Files(ZipArchive package) => package.Entries.Select(e => e.FullName).ToList();

    private static byte[] Bytes(ZipArchive package, string name) => PackedFile.Read(package, name);

    private static XElement Metadata(ZipArchive package, string id) => XDocument.Load(new MemoryStream(Bytes(package, $"{id}.nuspec"))).Root!.Elements().Single();

    private static XElement Element(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name);

    private static string Text(XElement metadata, string name) => Element(metadata, name).Value;

    [GeneratedRegex(@"\]\((?!https://)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RelativeLink();
}
