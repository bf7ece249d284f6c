using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Testing;

public class InMemoryClientTests
{
    [Fact]
    public async Task One_line_gives_a_merged_client_over_rows()
    {
        await using var log = InMemoryActivityLogClient.Of(
            [new PayrepRow { Id = "p1", CreatedAt = Switches.Noon.AddTicks(1) }, new PayrepRow { Id = "p2", CreatedAt = Switches.Noon.AddHours(2) }],
            [new MeldRow { Key = "m1", OccurredAt = Switches.Noon.AddHours(1) }]);

        (await IdsAsync(log)).Should().Equal("p2", "m1", "p1");
        log.Payrep!.LoginCount.Should().Be(1);
        log.Meld!.Journal.Count.Should().BePositive();
    }

    [Fact]
    public async Task Entries_come_back_as_they_were_given()
    {
        var payrep = PayrepActivity.Parse(Encoding.UTF8.GetBytes("""{"created_at":"2026-04-15T12:00:00.5+01:00","id":"p","status":"error","extra":[1]}"""));
        var meld = MeldActivity.Parse(Encoding.UTF8.GetBytes("""{"key":"m","occurredAt":"2026-04-15T12:00:00Z","details":{"responseCode":"404"}}"""));
        await using var log = InMemoryActivityLogClient.Of(payrep, meld);

        var entries = new List<ActivityLogEntry>();
        await foreach (var entry in log.ReadEntriesAsync(new ActivityLogQuery { IncludeRaw = true, PageSize = 2 }))
        {
            entries.Add(entry);
        }

        entries.Select(entry => entry.Id).Should().Equal("m", "p");
        entries.Select(entry => Encoding.UTF8.GetString(entry.Raw.Span)).Should().Equal(Encoding.UTF8.GetString(meld.Raw.Span), Encoding.UTF8.GetString(payrep.Raw.Span));
        entries.Should().OnlyContain(entry => entry.Outcome == ActivityLogOutcome.Failure);
    }

    [Fact]
    public async Task Without_anything_it_is_an_empty_log()
    {
        await using var log = new InMemoryActivityLogClient();
        (await IdsAsync(log)).Should().BeEmpty();
    }

    [Fact]
    public async Task One_vendor_alone_with_a_fault_is_what_a_user_gets()
    {
        var time = new FakeTime();
        var meld = new FakeMeld(new FakeMeldOptions { TimeProvider = time, BasePath = "/v1" });
        meld.Insert(new MeldRow { Key = "m", OccurredAt = time.GetUtcNow() });
        await using var log = new InMemoryActivityLogClient(meld: meld);
        meld.Faults.Enqueue(Fault.Status(503));

        (await time.DriveAsync(IdsAsync(log))).Should().Equal("m");
        log.Payrep.Should().BeNull();
        meld.Faults.Always(Fault.MeldError(403));
        var refused = await FluentActions.Awaiting(() => IdsAsync(log)).Should().ThrowAsync<ActivityLogException>();
        refused.Which.Kind.Should().Be(ActivityLogErrorKind.Unauthorized);
    }

    [Fact]
    public async Task Fakes_can_stand_behind_clients_registered_elsewhere()
    {
        var fake = new FakePayrep();
        fake.Insert(new PayrepRow { Id = "p", CreatedAt = Switches.Noon });
        var services = new ServiceCollection();
        services
            .AddActivityLogClients("branch", options => options.Payrep = new PayrepOptions { Environment = "Production", Token = "payrep-test-token" })
            .UseFakes(payrep: fake, account: "branch");
        await using var provider = services.BuildServiceProvider();

        (await IdsAsync(provider.GetRequiredKeyedService<IActivityLogClient>("branch"))).Should().Equal("p");
    }

    private static async Task<List<string>> IdsAsync(IActivityLogClient log)
    {
        var ids = new List<string>();
        await foreach (var entry in log.ReadEntriesAsync())
        {
            ids.Add(entry.Id);
        }

        return ids;
    }
}
