using System.Runtime.CompilerServices;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(IActivityLogClient), "PublicApi")]
    [InlineData(typeof(FakePayrepServer), "PublicApi.Testing")]
    public void The_public_surface_is_the_approved_one(Type ofAssembly, string name)
    {
        var approved = Path.Combine(Folder(), name + ".approved.txt");
        var received = Path.Combine(AppContext.BaseDirectory, name + ".received.txt");
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        var surface = PublicSurface.Print(ofAssembly.Assembly);
        if (surface != expected)
        {
            File.WriteAllText(received, surface);
        }

        surface.Should().Be(
            expected,
            "a change of the public surface is made on purpose: to approve it, copy {0} over {1} and mention it in CHANGELOG.md",
            received,
            approved);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
