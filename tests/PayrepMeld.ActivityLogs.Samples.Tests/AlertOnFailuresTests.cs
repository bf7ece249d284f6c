extern alias alerts;

using System.Globalization;
using alerts::PayrepMeld.ActivityLogs.AlertOnFailures;
using PayrepMeld.ActivityLogs.Samples.Tests.Infrastructure;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Samples.Tests;

public sealed class AlertOnFailuresTests : IDisposable
{
    private const string KnownIp = "197.210.1.1";
    private const string NewIp = "203.0.113.7";

    private readonly FakeTime _time = new();
    private readonly TempFolder _folder = new();
    private readonly FakePayrep _payrep;
    private readonly FakeMeld _meld;
    private int _ids;

    public AlertOnFailuresTests()
    {
        _payrep = new FakePayrep(new FakePayrepOptions { TimeProvider = _time });
        _meld = new FakeMeld(new FakeMeldOptions { TimeProvider = _time });
        Insert(KnownIp, age: TimeSpan.FromDays(6));
        Insert("102.89.9.9", age: TimeSpan.FromDays(8));
        Insert(KnownIp, failed: true, age: TimeSpan.FromMinutes(1));
    }

    private string State => _folder["alerts.state"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_learns_and_alerts_to_nothing_that_was_there()
    {
        await using var run = await StartAsync();
        await run.PassAsync(TimeSpan.FromSeconds(90));

        run.Lines.Should().ContainSingle().Which.Should().Be((10, "1 client addresses are known from the entries of the last 7 days"));
    }

    [Fact]
    public async Task What_comes_after_the_first_start_alerts_although_it_is_dated_before_it()
    {
        await using var run = await StartAsync();
        Insert(NewIp, failed: true, endpoint: "/late", age: TimeSpan.FromMinutes(4));
        await run.UntilAsync(() => run.Of(1).Any() && run.Of(3).Any());
        await run.PassAsync(TimeSpan.FromSeconds(90));

        run.Of(1).Should().ContainSingle().Which.Should().StartWith("Failure: Payrep 500 POST /late: ");
        run.Of(2).Should().BeEmpty("the one that was there when it learned is not counted either");
        run.Of(3).Should().ContainSingle();
    }

    [Fact]
    public async Task What_it_learned_does_not_alert_after_a_restart_before_the_first_poll()
    {
        await File.WriteAllTextAsync(
            State, """{"Source":"here","From":"2026-04-15T11:55:00+00:00","Position":null,"KnownAddresses":["197.210.1.1"],"LearnedFailures":["Payrep 00000002"]}""");

        await using var run = await StartAsync();
        await run.PassAsync(TimeSpan.FromSeconds(90));

        run.Lines.Should().ContainSingle().Which.Event.Should().Be(11);
    }

    [Fact]
    public async Task The_first_failure_alerts_at_once_and_the_others_are_counted_by_the_minute()
    {
        await using var run = await StartAsync();

        Insert(KnownIp, failed: true);
        await run.UntilAsync(() => run.Of(1).Any());
        await run.PassAsync(TimeSpan.FromSeconds(2));
        var before = await File.ReadAllTextAsync(State);
        for (var i = 0; i < 25; i++)
        {
            Insert(KnownIp, failed: true);
        }

        await run.UntilAsync(() => File.ReadAllText(State) != before);
        await run.PassAsync(TimeSpan.FromSeconds(45));
        run.Of(1).Should().ContainSingle().Which.Should().StartWith("Failure: Payrep 500 POST /pay: Broken (from 197.210.1.1, entry ");
        run.Of(2).Should().BeEmpty("the minute is not over");

        await run.PassAsync(TimeSpan.FromSeconds(20));
        run.Of(2).Should().Equal("More failures: 25 of Payrep POST /pay");

        // Another matter is not held back.
        Insert(KnownIp, failed: true, endpoint: "/other");
        await run.UntilAsync(() => run.Of(1).Count() == 2);

        // After a quiet minute the next is a first one again.
        await run.PassAsync(TimeSpan.FromSeconds(125));
        Insert(KnownIp, failed: true);
        await run.UntilAsync(() => run.Of(1).Count() == 3);
        run.Of(2).Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_counted_is_said_before_it_stops()
    {
        var run = await StartAsync();
        Insert(KnownIp, failed: true);
        await run.UntilAsync(() => run.Of(1).Any());
        Insert(KnownIp, failed: true);
        await run.PassAsync(TimeSpan.FromSeconds(5));

        await run.DisposeAsync();

        run.Of(2).Should().Equal("More failures: 1 of Payrep POST /pay");
        run.Worker.Error.Should().BeNull();
    }

    [Fact]
    public async Task An_address_is_new_once_over_restarts()
    {
        await using (var run = await StartAsync())
        {
            Insert(NewIp);
            Insert(NewIp);
            Insert(KnownIp);
            await run.UntilAsync(() => Saved(NewIp));
            run.Of(3).Should().ContainSingle().Which.Should().StartWith("First seen address: 203.0.113.7: Payrep POST /pay, Success (entry ");
        }

        // While nobody watched.
        Insert("203.0.113.8", failed: true);
        await using var again = await StartAsync();
        await again.UntilAsync(() => Saved("203.0.113.8"));
        Insert(NewIp);
        Insert(KnownIp);
        await again.PassAsync(TimeSpan.FromSeconds(5));

        again.Of(11).Should().Equal("Going on where the last run stopped; 2 client addresses are known");
        again.Of(3).Should().ContainSingle().Which.Should().StartWith("First seen address: 203.0.113.8: ");
        again.Of(1).Should().ContainSingle("it failed while nobody watched");
    }

    [Fact]
    public async Task Without_its_state_a_restart_would_have_missed_it()
    {
        await using (await StartAsync())
        {
        }

        File.Delete(State);
        Insert(NewIp, failed: true);
        _time.Advance(TimeSpan.FromMinutes(1));

        await using var again = await StartAsync();
        await again.PassAsync(TimeSpan.FromSeconds(5));

        again.Lines.Should().ContainSingle().Which.Event.Should().Be(10);
    }

    [Fact]
    public async Task A_state_of_other_vendors_is_refused()
    {
        await using (await StartAsync())
        {
        }

        await using var run = new AlertRun(_time, _payrep, _meld, State, source: "elsewhere");
        await run.Worker.StartAsync(CancellationToken.None);
        await run.UntilAsync(() => run.Stopped);

        run.Worker.Error!.Message.Should().Contain("belongs to other vendors");
    }

    [Fact]
    public async Task Refused_credentials_end_it()
    {
        await using var run = await StartAsync();
        _meld.Faults.Always(Fault.MeldError(401));
        await run.UntilAsync(() => run.Stopped);

        run.Worker.Error.Should().BeOfType<ActivityLogException>().Which.Kind.Should().Be(ActivityLogErrorKind.Unauthorized);
    }

    [Fact]
    public async Task An_outage_of_one_vendor_does_not_keep_it_from_the_other()
    {
        await using var run = await StartAsync();
        _meld.Faults.Always(Fault.Status(503));
        Insert(KnownIp, failed: true);

        await run.UntilAsync(() => run.Of(1).Any());
        run.Stopped.Should().BeFalse();
    }

    [Fact]
    public async Task It_ends_after_as_many_alerts_as_it_was_told()
    {
        await using var run = await StartAsync(stopAfter: 2);
        Insert(KnownIp, failed: true);
        await run.UntilAsync(() => run.Of(1).Any());
        run.Stopped.Should().BeFalse();

        Insert(NewIp);
        await run.UntilAsync(() => run.Stopped);
        run.Of(3).Should().ContainSingle();
    }

    [Fact]
    public async Task Text_of_a_row_cannot_forge_a_line()
    {
        await using var run = await StartAsync();
        _meld.Insert(new MeldRow { Key = "k\u202e", OccurredAt = _time.GetUtcNow(), Action = "A\n12:00:00 warn: forged", StatusCode = 500, Message = "\x1b[2J", ClientIp = "1\r2" });
        await run.UntilAsync(() => run.Of(1).Any() && run.Of(3).Any());

        run.Lines.Should().OnlyContain(line => !line.Text.Any(char.IsControl) && !line.Text.Contains('\u202e'));
        run.Of(1).Single().Should().Contain("A\\u{000A}12:00:00 warn: forged").And.Contain("\\u{001B}[2J").And.Contain("1\\u{000D}2");
    }

    private async Task<AlertRun> StartAsync(int? stopAfter = null)
    {
        var run = new AlertRun(_time, _payrep, _meld, State, stopAfter);
        await run.StartAsync();
        return run;
    }

    private bool Saved(string address) => File.Exists(State) && File.ReadAllText(State).Contains(address, StringComparison.Ordinal);

    private void Insert(string ip, bool failed = false, string endpoint = "/pay", TimeSpan age = default) => _payrep.Insert(new PayrepRow
    {
        Id = (_ids++).ToString("D8", CultureInfo.InvariantCulture),
        CreatedAt = _time.GetUtcNow() - age,
        Endpoint = endpoint,
        ResponseCode = failed ? 500 : 200,
        Status = failed ? PayrepStatuses.Error : PayrepStatuses.Success,
        Message = failed ? "Broken" : "Success",
        IpAddress = ip,
    });
}
