using System.Diagnostics;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Terminal;

public sealed class StandardStreamTests
{
    [PtyFact]
    public async Task What_goes_to_one_file_stands_there_one_after_the_other()
    {
        using var folder = new TempFolder();
        var tool = ProgramProcess.StartInfo("activitylogs", [], []);
        var run = string.Join(' ', tool.ArgumentList.Prepend(tool.FileName));
        using var shell = Process.Start("/bin/sh", ["-c", $"{{ {run} --version; {run} list --vendor nobody; {run} --version; echo end; }} > '{folder["all"]}' 2>&1"]);

        await shell.WaitForExitAsync();

        var version = (await CliRun.OfAsync("--version")).MustSucceed().Output.Trim();
        File.ReadAllLines(folder["all"]).Should().Equal(version, "--vendor is 'nobody'; allowed: payrep, meld or all.", version, "end");
    }
}
