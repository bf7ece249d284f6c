using System.Diagnostics;
using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

/// <summary>However the tests were started, what they start heeds Ctrl-C.</summary>
public sealed class SigintTests
{
    [Theory]
    [InlineData("SigIgn:\t0000000000000002", true)]
    [InlineData("SigIgn:\t0000000000001006", true)]
    [InlineData("SigIgn:\t0000000000001004", false)]
    [InlineData("SigCgt:\t0000000000000002", false)]
    public void The_mask_tells_whether_it_is_ignored(string line, bool ignored) => Sigint.IsIgnored(["Name:\tdotnet", line]).Should().Be(ignored);

    [CtrlCFact(readsProc: true)]
    public void What_is_started_has_it_at_its_default()
    {
        var start = Sigint.Default("cat", "/proc/self/status");
        start.RedirectStandardOutput = true;
        using var status = Process.Start(start)!;
        var lines = status.StandardOutput.ReadToEnd().Split('\n');

        lines.Should().Contain(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        Sigint.IsIgnored(lines).Should().BeFalse();
    }
}
