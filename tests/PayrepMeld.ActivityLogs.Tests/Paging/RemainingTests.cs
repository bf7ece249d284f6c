using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;
using static PayrepMeld.ActivityLogs.Tests.Infrastructure.Rows;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

public sealed class RemainingTests
{
    private const int RemainingUntrusted = 7;

    [Fact]
    public async Task Nothing_remaining_is_the_end()
    {
        var (ids, source, logger) = await ReadAsync(Told(1, ("a", 1)), Told(0, ("b", 2)));

        ids.Should().Equal("a", "b");
        source.Requests.Should().HaveCount(2);
        logger.Lines.Should().BeEmpty();
    }

    [Fact, Trait("Fault", "34")]
    public async Task The_cursors_own_row_alone_is_not_the_end_while_rows_remain()
    {
        var (ids, source, _) = await ReadAsync(
            Told(3, ("a", 1), ("b", 2)),
            Told(3, ("b", 2)),
            Told(0, ("b", 2), ("c", 3), ("d", 4), ("e", 5)));

        ids.Should().Equal("a", "b", "c", "d", "e");
        source.Requests.Should().HaveCount(3);
    }

    [Fact, Trait("Fault", "38")]
    public async Task An_empty_page_while_rows_are_said_to_remain_ends_the_read_with_a_warning()
    {
        var (ids, _, logger) = await ReadAsync(Told(3, ("a", 1)), Told(3));

        ids.Should().Equal("a");
        logger.Lines.Should().ContainSingle(l => l.Id.Id == RemainingUntrusted);
    }

    [Fact, Trait("Fault", "38")]
    public async Task Remaining_absent_reads_until_a_page_is_empty()
    {
        var (ids, _, logger) = await ReadAsync(Told(null, ("a", 1)), Told(null, ("b", 2)), Told(null));

        ids.Should().Equal("a", "b");
        logger.Lines.Should().ContainSingle(l => l.Id.Id == RemainingUntrusted);
    }

    [Fact, Trait("Fault", "38")]
    public async Task Remaining_negative_reads_until_a_page_is_empty()
    {
        var (ids, _, logger) = await ReadAsync(Told(-1, ("a", 1)), Told(0, ("b", 2)), Told(0));

        ids.Should().Equal("a", "b");
        logger.Lines.Should().ContainSingle(l => l.Id.Id == RemainingUntrusted);
    }

    [Fact, Trait("Fault", "38")]
    public async Task Remaining_that_does_not_add_up_reads_until_a_page_is_empty()
    {
        var (ids, _, logger) = await ReadAsync(Told(5, ("a", 1)), Told(0, ("b", 2)), Told(0, ("c", 3)), Told(0));

        ids.Should().Equal("a", "b", "c");
        logger.Lines.Should().ContainSingle(l => l.Id.Id == RemainingUntrusted);
    }

    [Fact, Trait("Fault", "38")]
    public async Task A_count_that_is_not_the_rows_reads_until_a_page_is_empty()
    {
        var (ids, _, logger) = await ReadAsync(
            _ => new SourcePage([MeldRow("a", 1)], []) { TellsRemaining = true, Count = 9, Remaining = 0 },
            Told(0, ("b", 2)),
            Told(0));

        ids.Should().Equal("a", "b");
        logger.Lines.Should().ContainSingle(l => l.Id.Id == RemainingUntrusted);
    }

    [Fact, Trait("Fault", "38")]
    public async Task A_full_first_page_with_nothing_remaining_is_not_believed()
    {
        var source = new ScriptedSource(Told(0, ("a", 1), ("b", 2)), Told(0, ("c", 3)), Told(0)) { Vendor = ActivityLogVendor.Meld, MaxPageSize = 100 };

        (await Clients.Over(source).IdsAsync(new ActivityLogQuery { PageSize = 2 })).Should().Equal("a", "b", "c");
    }

    [Fact, Trait("Fault", "38")]
    public async Task A_resumed_read_remembers_that_remaining_is_not_to_be_trusted()
    {
        var source = new ScriptedSource(Told(-1, ("a", 1)), Told(0), Told(0, ("b", 2)), Told(0)) { Vendor = ActivityLogVendor.Meld, MaxPageSize = 100 };
        var client = Clients.Over(source);
        var cursor = (await client.PagesAsync())[0].Next;

        (await client.PagesAsync(resumeFrom: cursor)).Ids().Should().Equal("b");

        source.Requests.Should().HaveCount(4);
    }

    private static Func<ScriptedSource.Request, SourcePage> Told(long? remaining, params (string Key, int SecondsBefore)[] rows) =>
        _ => new SourcePage([.. rows.Select(r => MeldRow(r.Key, r.SecondsBefore))], []) { TellsRemaining = true, Count = rows.Length, Remaining = remaining };

    private static async Task<(List<string> Ids, ScriptedSource Source, ListLogger Logger)> ReadAsync(params Func<ScriptedSource.Request, SourcePage>[] pages)
    {
        var logger = new ListLogger();
        var source = new ScriptedSource(pages) { Vendor = ActivityLogVendor.Meld, MaxPageSize = 100 };
        return (await Clients.Over(logger, source).IdsAsync(new ActivityLogQuery { PageSize = 10 }), source, logger);
    }
}
