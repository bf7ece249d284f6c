using System.Text.RegularExpressions;

namespace PayrepMeld.ActivityLogs.Packages.Tests;

/// <summary>A fact that needs a trimmed, self-contained publish: skipped, with the reason, where that is not promised or its packs are not served.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class TrimmedFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(Probe);

    public TrimmedFactAttribute() => Skip = WhyNot.Value;

    private static string? Probe()
    {
        if (Repository.UsesRefit)
        {
            return "Trimming is promised for the default flavour: Refit's package is not annotated for it.";
        }

        var folder = Directory.CreateTempSubdirectory("trim-probe-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Probe.csproj"), """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <OutputType>Exe</OutputType>
                    <PublishTrimmed>true</PublishTrimmed>
                    <SelfContained>true</SelfContained>
                    <RuntimeIdentifier>$(NETCoreSdkRuntimeIdentifier)</RuntimeIdentifier>
                  </PropertyGroup>
                </Project>
                """);
            var restored = Tool.DotnetAsync(folder, "restore").GetAwaiter().GetResult();
            // Anything else that is wrong is for the test itself to fail on.
            var missing = MissingPack().Match(restored.Output);
            return restored.ExitCode != 0 && missing.Success ? $"The package source does not serve {missing.Groups["name"].Value}, which a trimmed publish needs." : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"NU110[0-9]: .*?(?<name>Microsoft\.(NETCore\.App|NET\.ILLink)[.\w-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingPack();
}
