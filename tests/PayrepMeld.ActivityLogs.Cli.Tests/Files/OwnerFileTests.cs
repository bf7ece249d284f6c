using PayrepMeld.ActivityLogs.Cli.Files;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Files;

/// <summary>A file that one run alone may write.</summary>
public sealed class OwnerFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string FilePath => _folder["file"];

    [Fact]
    public void A_file_is_at_its_name_and_not_at_another()
    {
        using var file = OwnerFile.Create(FilePath);
        using var other = OwnerFile.Create(_folder["other"]);

        FileStatus.IsAt(file.SafeFileHandle, FilePath).Should().BeTrue();
        FileStatus.IsAt(file.SafeFileHandle, _folder["other"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("replaced")]
    [InlineData("renamed")]
    [InlineData("renamed and linked to")]
    public void A_file_that_went_while_it_was_open_is_not_at_its_name(string what)
    {
        using var file = OwnerFile.Create(FilePath);

        if (what.StartsWith("renamed", StringComparison.Ordinal))
        {
            File.Move(FilePath, _folder["other"]);
        }

        if (what.EndsWith("linked to", StringComparison.Ordinal))
        {
            File.CreateSymbolicLink(FilePath, _folder["other"]);
        }

        if (what.StartsWith("deleted", StringComparison.Ordinal))
        {
            File.Delete(FilePath);
        }

        using var next = what == "replaced" ? OwnerFile.Replace(FilePath) : null;
        FileStatus.IsAt(file.SafeFileHandle, FilePath).Should().BeFalse();
    }

    [Fact]
    public async Task Of_many_that_replace_a_file_at_once_one_has_it()
    {
        OwnerFile.Create(FilePath).Dispose();
        var (taken, refused, lost) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(ReplaceOften)));

        lost.Should().Be(0, "{0} were taken and {1} refused", taken, refused);
        taken.Should().BePositive();
        refused.Should().BePositive("they must meet");

        void ReplaceOften()
        {
            for (var i = 0; i < 2_000; i++)
            {
                try
                {
                    using var old = OwnerFile.Open(FilePath);
                    using var file = OwnerFile.Replace(FilePath);
                    Interlocked.Increment(ref taken);
                    if (!FileStatus.IsAt(file.SafeFileHandle, FilePath))
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
                catch (IOException e) when (e is FileNotFoundException || e.Message == $"Another run is writing '{FilePath}'.")
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }
    }

    public void Dispose() => _folder.Dispose();
}
