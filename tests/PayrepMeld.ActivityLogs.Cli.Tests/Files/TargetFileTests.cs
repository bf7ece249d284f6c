using System.Diagnostics;
using PayrepMeld.ActivityLogs.Cli.Files;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Files;

/// <summary>What commands that write a file make of its name.</summary>
public sealed class TargetFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("/dev/null", false)]
    [InlineData("/dev/nothing", true)]
    [InlineData("/dev/null/nothing", true)]
    public void A_device_is_no_file(string path, bool isRegular) => TargetFile.IsRegular(path).Should().Be(isRegular);

    [Fact]
    public void A_device_behind_a_link_is_no_file_either()
    {
        File.CreateSymbolicLink(_folder["link"], "/dev/null");

        ((Action)(() => TargetFile.Of(_folder["link"], mayReplace: true))).Should().Throw<UsageException>();
    }

    [Theory]
    [InlineData("export")]
    [InlineData("report")]
    public async Task A_pipe_is_refused_and_stays(string command)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        using (var make = Process.Start("mkfifo", [_folder["pipe"]]))
        {
            await make.WaitForExitAsync();
        }

        var run = await CliRun.OfAsync(vendors, command, _folder["pipe"], "--force");

        (run.ExitCode, run.Errors).Should().Be((2, $"FILE is '{_folder["pipe"]}'; allowed: the name of a file, not of a device or a pipe.\n"));
        TargetFile.IsRegular(_folder["pipe"]).Should().BeFalse("it is still there");
        vendors.Payrep.Journal.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("report")]
    public async Task What_a_link_leads_to_is_replaced_and_the_link_stays(string command)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        await File.WriteAllTextAsync(_folder["file"], "old");
        File.CreateSymbolicLink(_folder["second"], "file");
        File.CreateSymbolicLink(_folder["first"], _folder["second"]);

        (await CliRun.OfAsync(vendors, command, _folder["first"])).ExitCode.Should().Be(2);
        (await File.ReadAllTextAsync(_folder["file"])).Should().Be("old");
        (await CliRun.OfAsync(vendors, command, _folder["first"], "--force")).ExitCode.Should().Be(0);

        new FileInfo(_folder["first"]).LinkTarget.Should().Be(_folder["second"]);
        new FileInfo(_folder["second"]).LinkTarget.Should().Be("file");
        (await File.ReadAllTextAsync(_folder["file"])).Should().NotBe("old");
        _folder.Files.Should().Equal("file", "first", "second");
    }

    [Fact]
    public void A_link_to_nothing_is_followed_only_if_forced()
    {
        File.CreateSymbolicLink(_folder["link"], "nothing");

        ((Action)(() => TargetFile.Of(_folder["link"], mayReplace: false))).Should().Throw<UsageException>();
        TargetFile.Of(_folder["link"], mayReplace: true).Should().Be(_folder["nothing"]);
    }

    public void Dispose() => _folder.Dispose();
}
