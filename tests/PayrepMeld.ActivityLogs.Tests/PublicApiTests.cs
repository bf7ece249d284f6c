using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var approved = Path.Combine(Folder(), "PublicApi.approved.txt");
        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        var expected = File.ReadAllText(approved).ReplaceLineEndings("\n");
        var surface = PublicSurface.Print(typeof(IActivityLogClient).Assembly);
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
