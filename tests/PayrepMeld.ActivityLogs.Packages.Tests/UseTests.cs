using System.Text.RegularExpressions;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>The packages as strangers use them: in fresh projects outside the repository, restored from a folder, with warnings as errors.</summary>
[Collection(nameof(PackedSource))]
public sealed partial class UseTests(PackedSource packed)
{
    private const int Rows = 1500;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly SeededPayrepLog PayrepLog = new(seed: 3, Rows, Now.AddDays(-5), Now);
    private static readonly SeededMeldLog MeldLog = new(seed: 4, Rows, Now.AddDays(-5), Now);

    private static readonly List<string> PayrepLines = [.. Enumerable.Range(0, Rows).Select(i => $"Payrep {PayrepLog[i].Id}")];
    private static readonly List<string> MeldLines = [.. Enumerable.Range(0, Rows).Select(i => $"Meld {MeldLog[i].Key}")];

    [Fact]
    public async Task A_library_for_net8_builds() => await packed.DotnetAsync("build", packed.CreateProject("Library"));

    [Fact]
    public async Task A_console_app_is_trimmed_without_a_warning_and_reads_a_whole_log()
    {
        var project = packed.CreateProject("Console");

        // Refit's package is not annotated for trimming: nothing is promised of it.
        var published = await packed.DotnetAsync("publish", project, PackedSource.IsRefit ? ["-p:PublishTrimmed=false"] : []);

        published.Should().NotContain("warning");
        var lines = await RunAsync(project, "Console", new Dictionary<string, string>(StringComparer.Ordinal));
        lines.Where(l => l.StartsWith("Payrep", StringComparison.Ordinal)).Should().Equal(PayrepLines);
        lines.Where(l => l.StartsWith("Meld", StringComparison.Ordinal)).Should().Equal(MeldLines);
        lines.Should().HaveCount(2 * Rows);
    }

    [Fact]
    public async Task A_program_that_cannot_be_trimmed_would_be_seen()
    {
        var project = packed.CreateProject("Console", "ConsoleWithReflection");
        await File.AppendAllTextAsync(Path.Combine(project, "Program.cs"), "internal static class Wrong { public static string Text(object o) => System.Text.Json.JsonSerializer.Serialize(o); }");

        var (exitCode, output) = await Dotnet.StartAsync("dotnet", project, packed.Arguments("build", project), new Dictionary<string, string>(StringComparer.Ordinal));

        exitCode.Should().NotBe(0);
        output.Should().Contain("IL2026").And.Contain("IL3050");
    }

    [Fact]
    public async Task A_worker_follows_a_log()
    {
        var project = packed.CreateProject("Worker");
        await packed.DotnetAsync("build", project);

        var lines = await RunAsync(project, "Worker", new Dictionary<string, string>(StringComparer.Ordinal) { ["Entries"] = "500" });

        // Oldest first.
        lines.Should().HaveCount(500).And.OnlyHaveUniqueItems();
        var payrep = lines.Count(l => l.StartsWith("Payrep", StringComparison.Ordinal));
        lines.Where(l => l.StartsWith("Payrep", StringComparison.Ordinal)).Should().Equal(PayrepLines.AsEnumerable().Reverse().Take(payrep));
        lines.Where(l => l.StartsWith("Meld", StringComparison.Ordinal)).Should().Equal(MeldLines.AsEnumerable().Reverse().Take(500 - payrep));
    }

    [Fact]
    public async Task The_program_on_the_packages_page_works_as_it_stands_there()
    {
        var page = (await File.ReadAllTextAsync(Path.Combine(PackedSource.Root, "src", "PayrepMeld.ActivityLogs", "README.md"))).ReplaceLineEndings("\n");
        var project = packed.CreateProject("Worker", "Page");
        var program = CodeBlock().Match(page).Groups["inner"].Value;
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), program.Replace("TimeProvider.System.GetUtcNow()", $"DateTimeOffset.Parse(\"{Now:O}\")", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(project, "Worker.csproj"), (await File.ReadAllTextAsync(Path.Combine(project, "Worker.csproj"))).Replace("Sdk.Worker", "Sdk", StringComparison.Ordinal).Replace("<Nullable>", "<OutputType>Exe</OutputType><Nullable>", StringComparison.Ordinal));

        await packed.DotnetAsync("build", project);

        var lines = await RunAsync(project, "Worker", new Dictionary<string, string>(StringComparer.Ordinal));
        lines.Should().NotBeEmpty().And.OnlyContain(line => line.StartsWith("2026-11-1", StringComparison.Ordinal) || line.StartsWith("2026-11-20", StringComparison.Ordinal));
        lines.Should().Contain(line => line.Contains(" Payrep ", StringComparison.Ordinal)).And.Contain(line => line.Contains(" Meld ", StringComparison.Ordinal));
    }

    private static async Task<List<string>> RunAsync(string project, string program, Dictionary<string, string> settings)
    {
        await using var payrep = await FakePayrepServer.StartAsync(o => o.Log = PayrepLog);
        await using var meld = await FakeMeldServer.StartAsync(o => o.Log = MeldLog);
        var (email, password, key) = (payrep.Vendor.Options.Email, payrep.Vendor.Options.Password, meld.Vendor.Options.ApiKeys.First());
        foreach (var (name, value) in new[]
        {
            ("PAYREP", payrep.BaseAddress.AbsoluteUri), ("PAYREP_EMAIL", email), ("PAYREP_PASSWORD", password), ("MELD", meld.BaseAddress.AbsoluteUri), ("MELD_KEY", key),
            ("ActivityLogs__Payrep__BaseAddress", payrep.BaseAddress.AbsoluteUri), ("ActivityLogs__Payrep__Email", email), ("ActivityLogs__Payrep__Password", password),
            ("ActivityLogs__Meld__BaseAddress", meld.BaseAddress.AbsoluteUri), ("ActivityLogs__Meld__ApiKey", key),
        })
        {
            settings[name] = value;
        }

        var (exitCode, output) = await Dotnet.StartAsync(Path.Combine(project, "out", program + (OperatingSystem.IsWindows() ? ".exe" : "")), project, [], settings);
        exitCode.Should().Be(0, "it said{0}{1}", Environment.NewLine, output);
        return [.. output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex("^```csharp\n(?<inner>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();
}
