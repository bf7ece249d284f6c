using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

/// <summary>
/// What an enumeration promises, over large generated logs and the whole SDK, for each vendor and both merged. The histories try the same
/// promises over many small and awkward logs.
/// </summary>
public sealed class PromiseTests
{
    private const int Rows = 20_000;

    private static readonly DateTimeOffset Newest = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Sources => new() { "Payrep", "Meld", "merged" };

    [Theory, MemberData(nameof(Sources))]
    public async Task Every_row_is_delivered_once_and_newest_first(string source)
    {
        var (payrep, meld) = Logs(Rows);
        var expected = Expected(source, payrep, meld);

        var ids = await Client(source, payrep, meld).IdsAsync();

        ids.Should().OnlyHaveUniqueItems();
        ids.Should().Equal(expected);
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task A_read_resumed_after_each_of_its_pages_by_a_new_client_is_the_same_read(string source)
    {
        var (payrep, meld) = Logs(1_000);
        var ids = new List<string>();
        string? saved = null;
        do
        {
            ActivityLogPage? page = null;
            await foreach (var next in Client(source, payrep, meld).ReadPagesAsync(new ActivityLogQuery { PageSize = 37 }, saved is null ? null : ActivityLogCursor.Parse(saved)))
            {
                page = next;
                break;
            }

            ids.AddRange(page!.Entries.Select(e => e.Id));
            saved = page.Next?.ToString();
        }
        while (saved is not null);

        ids.Should().Equal(Expected(source, payrep, meld));
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task A_range_is_delivered_exactly(string source)
    {
        var (payrep, meld) = Logs(5_000);
        var query = new ActivityLogQuery { From = payrep.TimeAt(4_000), To = payrep.TimeAt(1_000) };

        var ids = await Client(source, payrep, meld).IdsAsync(query);

        ids.Should().Equal(Expected(source, payrep, meld, query.From, query.To)).And.NotBeEmpty();
    }

    [Fact]
    public async Task Cursors_go_back_byte_for_byte_on_the_wire()
    {
        var options = new FakePayrepOptions { TimeFormat = new TimeFormat(9, OffsetStyle.PlusOne), TimeProvider = new FakeTime(Newest) };
        options.Rows.Add(new PayrepRow { Id = "only", CreatedAt = Newest, Nanoseconds = 7 });
        var fake = new FakePayrep(options);

        await Clients.Over(fake, null, new FakeTime(Newest)).IdsAsync();

        fake.Journal.Requests[1].BodyText.Should().Contain("""
            "cursor_created_at":"2026-04-15T13:00:00.000000007+01:00","cursor_id":"only"
            """);
    }

    internal static (SeededPayrepLog Payrep, SeededMeldLog Meld) Logs(int rows) =>
        (new SeededPayrepLog(1, rows, Newest.AddDays(-30), Newest), new SeededMeldLog(2, rows, Newest.AddDays(-30), Newest));

    internal static ActivityLogClient Client(string source, SeededPayrepLog payrep, SeededMeldLog meld)
    {
        var time = new FakeTime(Newest);
        return Clients.Over(
            source == "Meld" ? null : new FakePayrep(new FakePayrepOptions { Log = payrep, TimeProvider = time, JournalCapacity = 10 }),
            source == "Payrep" ? null : new FakeMeld(new FakeMeldOptions { Log = meld, TimeProvider = time, JournalCapacity = 10 }),
            time);
    }

    internal static IEnumerable<string> Expected(string source, SeededPayrepLog payrep, SeededMeldLog meld, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var payrepRows = Enumerable.Range(0, (int)payrep.Count).Select(i => (payrep[i].Id, Time: Shown(payrep[i].CreatedAt), Vendor: 0));
        var meldRows = Enumerable.Range(0, (int)meld.Count).Select(i => (Id: meld[i].Key, Time: Shown(meld[i].OccurredAt), Vendor: 1));
        var rows = source switch
        {
            "Payrep" => payrepRows,
            "Meld" => meldRows,
            _ => payrepRows.Concat(meldRows).OrderByDescending(row => row.Time).ThenBy(row => row.Vendor),
        };
        return rows.Where(row => (from is null || row.Time >= from) && (to is null || row.Time < to))
            .Select(row => row.Id);
    }

    /// <summary>The fakes write microseconds unless told otherwise.</summary>
    private static DateTimeOffset Shown(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
