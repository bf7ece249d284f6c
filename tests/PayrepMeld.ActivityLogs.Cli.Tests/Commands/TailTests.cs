using System.Globalization;
using System.Text.Json;
using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs tail</c>.</summary>
public sealed class TailTests
{
    private const string PayrepLog = "/fetch_activity_logs";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task It_begins_with_the_newest_ten_oldest_first_and_shows_what_appears()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 300);
        var ten = (await CliRun.OfAsync(vendors, "list", "-n", "10", "-o", "jsonl", "--fields", "id")).MustSucceed().Lines.Reverse().ToList();
        using var tail = Start(vendors);

        await tail.UntilAsync(() => Lines(tail).Count == 10);
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "new-1", CreatedAt = Now });
        await tail.UntilAsync(() => Lines(tail).Count == 11);
        vendors.Meld.Vendor.Insert(new MeldRow { Key = "new-2", OccurredAt = Now });
        await tail.UntilAsync(() => Lines(tail).Count == 12);

        Lines(tail).Should().Equal([.. ten, Line("new-1"), Line("new-2")]);
        tail.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_lost_or_shown_twice_between_what_was_and_what_comes()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 300);
        const int Written = 10;
        var (payrep, meld) = (0, 0);

        // A row appears between any two requests, and on each vendor one that is late: older than what is shown, though not by much.
        vendors.Payrep.Faults.When(r => r.Path.EndsWith(PayrepLog, StringComparison.Ordinal), Fault.Do(() => vendors.Payrep.Vendor.Insert(PayrepRowOf(payrep++))), Written);
        vendors.Meld.Faults.When(_ => true, Fault.Do(() => vendors.Meld.Vendor.Insert(MeldRowOf(meld++))), Written);
        using var tail = Start(vendors);

        await tail.UntilAsync(() => Lines(tail).Count(l => l.Contains("new-", StringComparison.Ordinal)) == 2 * Written);
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "late", CreatedAt = Now.AddMinutes(-4) });
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "last", CreatedAt = Now.AddSeconds(1) });
        await tail.UntilAsync(() => Lines(tail).Contains(Line("last")));

        Lines(tail).Should().OnlyHaveUniqueItems().And.Contain(Line("late")).And.HaveCountLessThanOrEqualTo(10 + (2 * Written) + 2);
    }

    [Fact]
    public async Task Since_takes_the_place_of_a_count()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 300);
        var since = Now.AddDays(-1).ToString("o", CultureInfo.InvariantCulture);
        var all = (await CliRun.OfAsync(vendors, "list", "--all", "--since", since, "-o", "jsonl", "--fields", "id")).MustSucceed().Lines.Reverse().ToList();
        using var tail = Start(vendors, "--since", since);

        await tail.UntilAsync(() => Lines(tail).Count >= all.Count);

        // Each vendor's come oldest first; a vendor that answers later does not hold up the other.
        all.Should().HaveCountGreaterThan(10);
        Lines(tail).Should().BeEquivalentTo(all);
        Lines(tail).Where(IsMeld).Should().Equal(all.Where(IsMeld));
        Lines(tail).Where(line => !IsMeld(line)).Should().Equal(all.Where(line => !IsMeld(line)));

        static bool IsMeld(string line) => line.Contains("\"01M", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_the_options_ask_for_is_shown()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 300);
        var three = (await CliRun.OfAsync(vendors, "list", "-n", "3", "--status-code", "4xx", "-o", "jsonl", "--fields", "id")).MustSucceed().Lines.Reverse().ToList();
        using var tail = Start(vendors, "-n", "3", "--status-code", "4xx");
        await tail.UntilAsync(() => Lines(tail).Count == 3);

        vendors.Meld.Vendor.Insert(new MeldRow { Key = "well", OccurredAt = Now, StatusCode = 200 });
        vendors.Meld.Vendor.Insert(new MeldRow { Key = "bad", OccurredAt = Now.AddSeconds(1), StatusCode = 422 });
        await tail.UntilAsync(() => Lines(tail).Count > 3);

        Lines(tail).Should().Equal([.. three, Line("bad")]);
    }

    [Fact]
    public async Task An_outage_is_survived_and_told()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        using var tail = Start(vendors, "-n", "0");
        await vendors.Meld.Journal.WaitForAsync(6);

        vendors.Meld.Faults.Always(Fault.Status(503));
        await tail.UntilAsync(() => tail.Errors.Contains("It is asked again in ", StringComparison.Ordinal));
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "meanwhile", CreatedAt = Now });
        await tail.UntilAsync(() => Lines(tail).Count == 1);
        vendors.Meld.Vendor.Insert(new MeldRow { Key = "behind", OccurredAt = Now });
        vendors.Meld.Faults.Clear();
        await tail.UntilAsync(() => Lines(tail).Count == 2);

        Lines(tail).Should().Equal(Line("meanwhile"), Line("behind"));
        var said = tail.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        said[..^1].Should().OnlyContain(line => line.StartsWith("Meld could not answer (HTTP 503)", StringComparison.Ordinal) && line.EndsWith(" s.", StringComparison.Ordinal));
        said[^1].Should().Be("Meld answers again.");
    }

    [Fact]
    [Trait("Fault", "29")]
    public async Task A_row_that_cannot_be_read_is_told()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        using var tail = Start(vendors, "-n", "0", "--quiet");
        await vendors.Meld.Journal.WaitForAsync(6);

        vendors.Meld.Vendor.Insert(new MeldRow { Key = "bad", OccurredAt = Now }.WithRawJson("""{"neither":"id nor time"}"""));
        await tail.UntilAsync(() => tail.Errors.Length > 0);

        tail.Errors.Should().Be("Meld: a row could not be read and is missing.\n");
        Lines(tail).Should().BeEmpty();
    }

    [Theory]
    [Trait("Fault", "29")]
    [InlineData("0", 0)]
    [InlineData("3", 1)]
    [InlineData("3", 1, true)]
    public async Task One_of_before_is_told_once_if_entries_of_before_are_asked_for(string count, int told, bool isPayrep = false)
    {
        var line = $"{(isPayrep ? "Payrep" : "Meld")}: a row could not be read and is missing.\n";
        await using var vendors = await TwoFakes.StartAsync(rows: 30);
        vendors.Meld.Vendor.Insert(new MeldRow { Key = "before", OccurredAt = Now.AddMinutes(-3) });
        if (isPayrep)
        {
            vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "bad", CreatedAt = Now.AddMinutes(-2) }.WithRawJson("""{"neither":"id nor time"}"""));
        }
        else
        {
            vendors.Meld.Vendor.Insert(new MeldRow { Key = "bad", OccurredAt = Now.AddMinutes(-2) }.WithRawJson("""{"neither":"id nor time"}"""));
        }

        // Well beyond what is asked before it follows.
        using var tail = Start(vendors, "-n", count);
        await Task.WhenAll(vendors.Meld.Journal.WaitForAsync(12), vendors.Payrep.Journal.WaitForAsync(12));

        if (isPayrep)
        {
            vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "bad, too", CreatedAt = Now }.WithRawJson("""{"no":"id nor time"}"""));
            await tail.UntilAsync(() => tail.Errors.Length > line.Length);
        }
        else
        {
            vendors.Meld.Vendor.Insert(new MeldRow { Key = "bad, too", OccurredAt = Now }.WithRawJson("""{"no":"id nor time"}"""));
        }

        vendors.Meld.Vendor.Insert(new MeldRow { Key = "new", OccurredAt = Now.AddSeconds(1) });
        await tail.UntilAsync(() => Lines(tail).Contains(Line("new")));

        tail.Errors.Should().Be(string.Concat(Enumerable.Repeat(line, told + 1)));
    }

    [Fact]
    [Trait("Fault", "17")]
    public async Task Garbage_at_the_start_is_survived_as_it_is_later()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);
        vendors.Meld.Faults.Enqueue(Fault.Html());
        vendors.Meld.Faults.Enqueue(Fault.Html());
        using var tail = Start(vendors, "-n", "3");

        await tail.UntilAsync(() => Lines(tail).Count == 3);
        vendors.Meld.Vendor.Insert(new MeldRow { Key = "new", OccurredAt = Now });
        await tail.UntilAsync(() => Lines(tail).Contains(Line("new")));

        tail.Errors.Should().StartWith("Meld answers something unexpected: of its earlier entries only those of the last 5 minutes will be shown.");
    }

    [Fact]
    public async Task Who_asks_for_failures_is_told_that_entries_of_unknown_outcome_are_left_out()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        using var both = Start(vendors, "-n", "0", "--failed");
        using var payrep = Start(vendors, "-n", "0", "--failed", "--vendor", "payrep");

        await both.UntilAsync(() => both.Errors.Length > 0);
        await vendors.Payrep.Journal.WaitForAsync(4);

        both.Errors.Should().Be("Entries of Meld's that do not say how they ended are left out: --outcome unknown shows them.\n");
        payrep.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task A_vendor_that_is_down_at_the_start_is_waited_for_by_nobody()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);
        vendors.Payrep.Faults.Always(Fault.Status(503));
        using var tail = Start(vendors, "-n", "3");

        await tail.UntilAsync(() => Lines(tail).Count == 3);
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "new", CreatedAt = Now });
        vendors.Payrep.Faults.Clear();
        await tail.UntilAsync(() => Lines(tail).Contains(Line("new")));

        tail.Errors.Should().StartWith("Payrep does not answer: of its earlier entries only those of the last 5 minutes will be shown.").And.Contain("Payrep answers again.");
    }

    [Theory]
    [Trait("Fault", "8")]
    [InlineData("payrep", "0")]
    [InlineData("payrep", "3")]
    [InlineData("all", "0")]
    [InlineData("all", "3")]
    public async Task What_comes_during_an_outage_at_the_start_is_shown_and_of_before_no_more_than_asked_for(string vendor, string count)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "long before", CreatedAt = Now.AddMinutes(-10) });
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "before", CreatedAt = Now.AddMinutes(-2) });
        vendors.Payrep.Faults.Always(Fault.Status(503));
        vendors.Meld.Faults.Always(Fault.Status(503));
        using var tail = Start(vendors, "-n", count, "--vendor", vendor);
        await tail.UntilAsync(() => tail.Errors.Contains("asked again", StringComparison.Ordinal));

        var meanwhile = Enumerable.Range(0, 10).Select(number => string.Create(CultureInfo.InvariantCulture, $"meanwhile-{number}")).ToList();
        var at = Now;
        meanwhile.ForEach(id => vendors.Payrep.Vendor.Insert(new PayrepRow { Id = id, CreatedAt = at = at.AddTicks(1000) }));
        vendors.Payrep.Faults.Clear();
        vendors.Meld.Faults.Clear();
        await tail.UntilAsync(() => Lines(tail).Contains(Line("meanwhile-9")));
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "after", CreatedAt = Now });
        await tail.UntilAsync(() => Lines(tail).Contains(Line("after")));

        Lines(tail).Should().Equal([.. count == "0" ? Array.Empty<string>() : [Line("before")], .. meanwhile.Select(Line), Line("after")]);
    }

    [Theory]
    [Trait("Fault", "8")]
    [InlineData("0")]
    [InlineData("1")]
    public async Task So_is_what_comes_while_retries_wait_for_the_first_answer(string count)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "before", CreatedAt = Now.AddMinutes(-2) });
        vendors.FailLog("payrep", Fault.Status(503));
        using var tail = ProgramProcess.Start(
            "activitylogs",
            [.. vendors.Environment, Vendors.Setting("payrep", "Resilience__MaxRetries", "10"), Vendors.Setting("payrep", "Resilience__RetryDelay", "00:00:00.100"), Vendors.Setting("payrep", "Resilience__MaxRetryDelay", "00:00:00.100"), Vendors.Setting("payrep", "Resilience__RetryReserve", "100")],
            "tail", "--vendor", "payrep", "--interval", "100ms", "-n", count, "--fields", "id", "-o", "jsonl");
        await vendors.Payrep.Journal.WaitForAsync(3);

        var at = Now;
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "meanwhile", CreatedAt = at });
        vendors.Payrep.Vendor.Insert(new PayrepRow { Id = "meanwhile, too", CreatedAt = at.AddTicks(1000) });
        vendors.Payrep.Faults.Clear();
        await tail.UntilAsync(() => Lines(tail).Contains(Line("meanwhile, too")));

        Lines(tail).Should().Equal([.. count == "0" ? Array.Empty<string>() : [Line("before")], Line("meanwhile"), Line("meanwhile, too")]);
        tail.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Of_two_empty_logs_all_is_new()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 0);
        vendors.Meld.Faults.When(r => r.Number == 2, Fault.Do(() => vendors.Meld.Vendor.Insert(new MeldRow { Key = "first", OccurredAt = Now.AddDays(-1) })), times: 1);
        using var tail = Start(vendors);

        await tail.UntilAsync(() => Lines(tail).Count == 1);

        Lines(tail).Should().Equal(Line("first"));
    }

    [Theory]
    [Trait("Fault", "14")]
    [Trait("Fault", "45")]
    [InlineData("payrep")]
    [InlineData("meld")]
    public async Task Refused_credentials_end_it(string vendor)
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 3);
        vendors.Payrep.Vendor.Options.RefuseLogin = true;

        var run = await CliRun.OfAsync([.. vendors.Environment, ("ActivityLogs__Meld__ApiKey", "wrong")], "tail", "--vendor", vendor, "-o", "jsonl");

        run.ExitCode.Should().Be(3);
        run.Output.Should().BeEmpty();
        run.Errors.Should().Contain(" refused the ");
    }

    [CtrlCFact]
    public async Task Ctrl_C_closes_a_json_document()
    {
        await using var vendors = await TwoFakes.StartAsync(rows: 30);
        using var tail = Start(vendors, "-o", "json", "-n", "2");
        await tail.UntilAsync(() => Lines(tail).Count == 2);

        tail.Interrupt();

        (await tail.ExitedAsync()).Should().Be(130);
        JsonDocument.Parse(tail.Output).RootElement.GetArrayLength().Should().Be(2);
        tail.Errors.Should().BeEmpty();
    }

    private static PayrepRow PayrepRowOf(int number) => number == 3
        ? new() { Id = "new-late", CreatedAt = Now.AddMinutes(-4) }
        : new() { Id = string.Create(CultureInfo.InvariantCulture, $"new-p{number}"), CreatedAt = Now };

    private static MeldRow MeldRowOf(int number) => number == 3
        ? new() { Key = "new-late-too", OccurredAt = Now.AddMinutes(-4) }
        : new() { Key = string.Create(CultureInfo.InvariantCulture, $"new-m{number}"), OccurredAt = Now };

    private static ProgramProcess Start(TwoFakes vendors, params string[] arguments) => ProgramProcess.Start(
        "activitylogs", vendors.Environment, ["tail", "--interval", "100ms", "--fields", "id", .. arguments.Contains("-o", StringComparer.Ordinal) ? Array.Empty<string>() : ["-o", "jsonl"], .. arguments]);

    private static List<string> Lines(ProgramProcess tail) => [.. tail.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static string Line(string id) => $$"""{"id":"{{id}}"}""";
}
