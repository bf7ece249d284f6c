using PayrepMeld.ActivityLogs.Cli.Arguments;
using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Arguments;

/// <summary>What was typed and cannot be meant.</summary>
public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("lits", "activitylogs has no command 'lits'. Did you mean list? Allowed: list, tail, *")]
    [InlineData("nonsense", "activitylogs has no command 'nonsense'. Allowed: list, tail, *")]
    [InlineData("list --sinc 2h", "activitylogs list has no option '--sinc'. Did you mean --since? activitylogs list --help shows what is allowed.")]
    [InlineData("list --verbos", "activitylogs list has no option '--verbos'. Did you mean --verbose? *")]
    [InlineData("list -x", "activitylogs list has no option '-x'. activitylogs list --help shows what is allowed.")]
    [InlineData("--sort time", "activitylogs has no option '--sort'. *")]
    [InlineData("-n 5", "activitylogs has no option '-n'. *")]
    [InlineData("list more", "'more' belongs to no option of activitylogs list. activitylogs list --help shows what is allowed.")]
    [InlineData("list --all=maybe", "'maybe' belongs to no option of activitylogs list. *")]
    [InlineData("list --since", "--since has no value; allowed: --since TIME.")]
    [InlineData("list -n", "-n has no value; allowed: -n COUNT.")]
    [InlineData("list --since 1h --since 2h", "--since is given 2 times; allowed: once.")]
    [InlineData("list --count 1 -n 2", "* is given 2 times; allowed: once.")]
    [InlineData("tail --until 1h", "activitylogs tail has no option '--until'. *")]
    [InlineData("tail -n 5 --since 1h", "-n and --since contradict each other: give one of them.")]
    [InlineData("tail -n -1", "-n is '-1'; allowed: a whole number from 0.")]
    [InlineData("tail --interval 50ms", "--interval is '50ms'; allowed: * 100ms to *.")]
    [InlineData("tail --interval NaNs", "--interval is 'NaNs'; allowed: *")]
    [InlineData("tail --interval 25h", "--interval is '25h'; allowed: *")]
    [InlineData("completion", "activitylogs completion needs SHELL: bash, zsh or pwsh.")]
    [InlineData("completion fish", "SHELL is 'fish'; allowed: bash, zsh or pwsh.")]
    [InlineData("completion bash zsh", "'zsh' belongs to no option of activitylogs completion. *")]
    public async Task It_is_said_in_one_line(string typed, string line)
    {
        var (code, output, errors) = await RunAsync(typed.Split(' '));

        (code, output).Should().Be((2, ""));
        errors.Should().Match(line + "\n").And.NotContain("\n*\n");
    }

    [Fact]
    public async Task What_a_terminal_would_obey_is_shown_escaped()
    {
        var (_, _, errors) = await RunAsync("list", "--\u001b[31mred");

        errors.Should().StartWith(@"activitylogs list has no option '--\u{001B}[31mred'.");
    }

    [Fact]
    public async Task Nothing_at_all_is_answered_with_the_help()
    {
        var (code, output, errors) = await RunAsync();

        (code, output).Should().Be((2, ""));
        errors.Should().Be((await RunAsync("--help")).Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("list --help")]
    [InlineData("tail --help")]
    [InlineData("completion --help")]
    public async Task Help_fits_a_terminal_and_tells_the_exit_codes(string typed)
    {
        var (code, output, errors) = await RunAsync(typed.Split(' '));

        (code, errors).Should().Be((0, ""));
        output.Split('\n').Should().OnlyContain(line => line.TrimEnd().Length <= 80);
        output.Should().Contain("Exit codes:").And.Contain("  130  interrupted");
    }

    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void A_distance_is_counted_in_slips(string one, string other, int distance)
    {
        Likeness.Distance(one, other).Should().Be(distance);
        Likeness.Distance(other, one).Should().Be(distance);
    }

    /// <summary>In this process: nothing here gets as far as the configuration.</summary>
    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new MemoryStream();
        await using var errors = new StringWriter { NewLine = "\n" };
        var code = await Tool.RunAsync(arguments, new ToolStreams(output, errors, false, false, 80), TimeProvider.System, CancellationToken.None);
        return (code, System.Text.Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }
}
