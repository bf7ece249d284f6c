using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Terminal;

/// <summary>Outputs that do not take what is written to them.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("list --all -o jsonl")]
    [InlineData("list --all -o json")]
    public async Task A_reader_who_has_enough_ends_it_quietly_and_the_vendor_is_asked_no_more(string command)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 20_000);

        var run = await ShellRun.OfAsync(vendors.Environment, $"activitylogs {command} | head -1; exit ${{PIPESTATUS[0]}}");

        (run.ExitCode, run.Errors).Should().Be((0, ""));
        run.Output.Should().NotBeEmpty();
        (vendors.Payrep.Journal.Count + vendors.Meld.Journal.Count).Should().BeLessThan(60, "the whole log is 400 pages");
    }

    [Fact]
    public async Task A_reader_who_leaves_is_noticed_while_there_is_nothing_to_write()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);

        // Nothing appears: only the leaving itself can end it.
        var run = await ShellRun.OfAsync(vendors.Environment, "activitylogs tail -o jsonl | head -1; exit ${PIPESTATUS[0]}");

        (run.ExitCode, run.Errors).Should().Be((0, ""));
        run.Output.Should().EndWith("\n");
    }

    [Fact]
    public async Task Nor_is_a_vendor_read_on_that_has_nothing_more_to_show()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 1000);
        vendors.Meld.Vendor.Insert(new MeldRow { Key = "rare", OccurredAt = TimeProvider.System.GetUtcNow(), Endpoint = "/rare" });
        vendors.Payrep.Faults.When(r => r.Number > 3, Fault.StallHeaders());

        var run = await ShellRun.OfAsync(vendors.Environment, "activitylogs list --all --endpoint /rare -o jsonl | head -1; exit ${PIPESTATUS[0]}");

        (run.ExitCode, run.Errors).Should().Be((0, ""));
    }

    [Theory]
    [InlineData("list -o jsonl")]
    [InlineData("list -o json")]
    [InlineData("tail -o jsonl")]
    [InlineData("--version")]
    [InlineData("list --help")]
    public async Task A_full_disk_is_told(string command)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);

        var run = await ShellRun.OfAsync(vendors.Environment, $"activitylogs {command} > /dev/full");

        run.Should().Be(new ShellRun(6, "", "Standard output cannot be written: No space left on device.\n"));
    }

    [Fact]
    public async Task An_output_that_is_closed_is_told()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);

        var run = await ShellRun.OfAsync(vendors.Environment, "activitylogs list -o jsonl >&-");

        (run.ExitCode, run.Errors).Should().Be((6, "Standard output cannot be written: Bad file descriptor.\n"));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2> /dev/full")]
    public async Task Errors_that_nobody_can_be_told_change_nothing(string errors)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);

        var read = await ShellRun.OfAsync(vendors.Environment, $"activitylogs list --verbose -o jsonl --fields id {errors}");
        var refused = await ShellRun.OfAsync(vendors.Environment, $"activitylogs list -n none {errors}");

        (read.ExitCode, read.Output.Count(c => c == '\n')).Should().Be((0, 6));
        refused.ExitCode.Should().Be(2);
    }
}
