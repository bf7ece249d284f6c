using System.Text;
using PayrepMeld.ActivityLogs.Paging;
using PayrepMeld.ActivityLogs.Testing;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Paging;

/// <summary>
/// Rows without a usable id and time, through the whole SDK: a read in slices, and one that is resumed, tell a log's end from a page that such rows
/// fill as the read that goes from the newest row to the oldest does.
/// </summary>
[Trait("Fault", "29")]
public sealed class UnplacedRowTests
{
    private static readonly DateTimeOffset Newest = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public async Task Days_that_hold_nothing_else_are_read_side_by_side_as_they_are_one_by_one(int concurrency)
    {
        var log = new Log(ActivityLogVendor.Payrep);
        for (var day = 0; day < 30; day++)
        {
            var isBroken = day is >= 8 and < 17;
            for (var i = 0; i < (isBroken ? 3 : 100); i++)
            {
                log.Add(TimeSpan.FromDays(day) + TimeSpan.FromMinutes(5 * i), isBroken);
            }
        }

        var read = await log.ReadAsync(new ActivityLogQuery { From = Newest.AddDays(-30), MaxConcurrency = concurrency });

        read.Ids.Should().Equal(log.Ids).And.HaveCount(2_100);
        read.Unreadable.Should().HaveCount(27);
    }

    [Fact]
    public async Task A_read_resumed_just_before_the_last_of_them_ends_as_the_one_that_was_not_interrupted()
    {
        var log = new Log(ActivityLogVendor.Payrep);
        for (var i = 0; i < 102; i++)
        {
            log.Add(TimeSpan.FromMinutes(i), isUnplaced: i >= 100);
        }

        var whole = await log.ReadAsync(new ActivityLogQuery());
        var rest = await log.ReadAsync(new ActivityLogQuery(), whole.Pages[0].Next);

        whole.Ids.Should().HaveCount(100);
        whole.Unreadable.Should().HaveCount(2);
        rest.Ids.Should().BeEmpty();
        rest.Unreadable.Should().HaveCount(2);
    }

    [Fact]
    public async Task Those_that_were_reported_with_a_page_are_not_reported_again_by_a_read_resumed_behind_it()
    {
        var log = new Log(ActivityLogVendor.Payrep);
        for (var i = 0; i < 8; i++)
        {
            log.Add(TimeSpan.FromHours(i), isUnplaced: i is 2 or 3 or 6 or 7);
        }

        var whole = await log.ReadAsync(new ActivityLogQuery { PageSize = 4 });
        var rest = await log.ReadAsync(new ActivityLogQuery { PageSize = 4 }, ActivityLogCursor.Parse(whole.Pages[0].Next!.ToString()));

        whole.Unreadable.Should().HaveCount(4);
        rest.Unreadable.Should().HaveCount(2);
        rest.Ids.Should().Equal(log.Ids.Skip(2));
    }

    /// <summary>What a page of theirs hides cannot be told, by no kind of read.</summary>
    [Theory]
    [InlineData(ActivityLogVendor.Payrep, 1)]
    [InlineData(ActivityLogVendor.Payrep, 8)]
    [InlineData(ActivityLogVendor.Meld, 1)]
    [InlineData(ActivityLogVendor.Meld, 8)]
    public async Task As_many_of_one_day_as_the_vendor_silently_caps_its_pages_at_are_a_protocol_error(ActivityLogVendor vendor, int concurrency)
    {
        var log = new Log(vendor) { Cap = 40 };
        for (var i = 0; i < 400; i++)
        {
            log.Add(TimeSpan.FromHours(i), isUnplaced: false);
        }

        for (var i = 0; i < 41; i++)
        {
            log.Add(TimeSpan.FromHours(200) + TimeSpan.FromMilliseconds(i + 1), isUnplaced: true);
        }

        var read = () => log.ReadAsync(new ActivityLogQuery { From = Newest.AddDays(-20), MaxConcurrency = concurrency });

        (await read.Should().ThrowAsync<ActivityLogException>()).Which.Kind.Should().Be(ActivityLogErrorKind.Protocol);
    }

    [Theory]
    [InlineData(ActivityLogVendor.Payrep)]
    [InlineData(ActivityLogVendor.Meld)]
    public async Task However_a_log_is_read_the_same_entries_and_unreadable_rows_come_out(ActivityLogVendor vendor)
    {
        var (ended, stuck) = (0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var log = Log.Generate(vendor, random);
            var query = new ActivityLogQuery { From = Newest.AddDays(-20), PageSize = random.Next(2, 12) };
            var whole = await log.TryReadAsync(query);
            _ = whole is null ? stuck++ : ended++;
            (whole is null && log.CanBeTold).Should().BeFalse($"no page is filled by rows without a place, seed {seed}");
            log.Check(whole, seed);

            foreach (var concurrency in new[] { 2, 5, 16 })
            {
                var sideBySide = await log.TryReadAsync(query with { MaxConcurrency = concurrency }, delaySeed: random.Next());
                log.Check(sideBySide, seed);
                (sideBySide is null && whole is not null).Should().BeFalse($"the read one by one ended, seed {seed}");

                foreach (var first in new[] { whole, sideBySide }.OfType<Reading>())
                {
                    for (var taken = 1; taken < first.Pages.Count; taken++)
                    {
                        var cursor = ActivityLogCursor.Parse(first.Pages[taken - 1].Next!.ToString());
                        var rest = await log.TryReadAsync(query with { MaxConcurrency = taken % 2 == 0 ? 1 : concurrency }, cursor, random.Next());
                        (rest is null && whole is not null).Should().BeFalse($"the read one by one ended, seed {seed}, {taken} pages");
                        log.Check(rest is null ? null : new Reading([.. first.Pages.Take(taken), .. rest.Pages]), seed);
                    }
                }
            }
        }

        ended.Should().BeGreaterThan(20);
        stuck.Should().BeGreaterThan(2, "a cap that such rows fill is tried, too");
    }

    private sealed record Reading(List<ActivityLogPage> Pages)
    {
        public IEnumerable<string> Ids => Pages.Ids();

        public IEnumerable<string> Unreadable => Pages.SelectMany(page => page.UnreadableRows).Select(row => Encoding.UTF8.GetString(row.Raw.Span));
    }

    /// <summary>A log, newest first, and how its vendor cuts its pages.</summary>
    private sealed class Log(ActivityLogVendor vendor)
    {
        private readonly List<(DateTimeOffset At, string? Id)> _rows = [];

        public int? Cap { get; init; }

        private bool InclusiveCursor { get; init; }

        private bool TellsRemaining { get; init; }

        public IEnumerable<string> Ids => Sorted.Where(row => row.Id is not null).Select(row => row.Id!);

        /// <summary>All rows without a place that follow each other fit into a page, beside the cursor's own row and one behind them.</summary>
        public bool CanBeTold
        {
            get
            {
                int longest = 0, run = 0;
                foreach (var (_, id) in Sorted)
                {
                    run = id is null ? run + 1 : 0;
                    longest = Math.Max(longest, run);
                }

                return Ids.Count() > 1 && (Cap is null || longest + 1 < Cap);
            }
        }

        private IEnumerable<(DateTimeOffset At, string? Id)> Sorted => _rows.OrderByDescending(row => row.At);

        public static Log Generate(ActivityLogVendor vendor, Random random)
        {
            int?[] caps = [null, null, 3, 5, 8];
            var log = new Log(vendor)
            {
                Cap = caps[random.Next(caps.Length)],
                InclusiveCursor = random.Next(3) == 0,
                TellsRemaining = random.Next(2) == 0,
            };
            var count = random.Next(1, 70);
            var isUnplaced = false;
            foreach (var minutes in Enumerable.Range(0, count).Select(_ => random.NextDouble() * 18 * 24 * 60).Order())
            {
                // They come in runs, such as a vendor's bad day leaves.
                isUnplaced = random.Next(isUnplaced ? 2 : 5) == 0;
                log.Add(TimeSpan.FromMinutes(minutes), isUnplaced);
            }

            return log;
        }

        public void Add(TimeSpan before, bool isUnplaced) => _rows.Add((Newest - before, isUnplaced ? null : $"r{_rows.Count}"));

        /// <summary>A read that ends has shown everything: in order, and once.</summary>
        public void Check(Reading? reading, int seed)
        {
            if (reading is not null)
            {
                reading.Ids.Should().Equal(Ids, $"seed {seed}");

                // At the very second of a cut, both slices of Meld's may report a row.
                var unreadable = vendor == ActivityLogVendor.Meld ? reading.Unreadable.Distinct(StringComparer.Ordinal) : reading.Unreadable;
                unreadable.Should().BeEquivalentTo(_rows.Where(row => row.Id is null).Select(Raw), $"seed {seed}");
            }
        }

        /// <summary>Null where the vendor's answers allow no more.</summary>
        public async Task<Reading?> TryReadAsync(ActivityLogQuery query, ActivityLogCursor? from = null, int delaySeed = 0)
        {
            try
            {
                return await ReadAsync(query, from, delaySeed);
            }
            catch (ActivityLogException e) when (e.Kind == ActivityLogErrorKind.Protocol)
            {
                return null;
            }
        }

        public async Task<Reading> ReadAsync(ActivityLogQuery query, ActivityLogCursor? from = null, int delaySeed = 0)
        {
            var time = new FakeTime(Newest);
            var payrep = new FakePayrepOptions { TimeProvider = time, SilentPageCap = Cap, InclusiveCursor = InclusiveCursor };
            var meld = new FakeMeldOptions { TimeProvider = time, SilentPageCap = Cap, InclusiveCursor = InclusiveCursor, RemainingMode = TellsRemaining ? CountMode.Exact : CountMode.Absent };
            foreach (var row in _rows)
            {
                var raw = row.Id is null ? Encoding.UTF8.GetBytes(Raw(row)) : default(ReadOnlyMemory<byte>?);
                payrep.Rows.Add(new PayrepRow { Id = row.Id ?? Raw(row), CreatedAt = row.At, RawJson = raw });
                meld.Rows.Add(new MeldRow { Key = row.Id ?? Raw(row), OccurredAt = row.At, RawJson = raw });
            }

            IPageSource source = Clients.Sources(
                vendor == ActivityLogVendor.Payrep ? new FakePayrep(payrep) : null, vendor == ActivityLogVendor.Meld ? new FakeMeld(meld) : null, time).Single();
            return new Reading(await Clients.Over([delaySeed == 0 ? source : new OvertakingSource(source, delaySeed)], time).PagesAsync(query, from));
        }

        private string Raw((DateTimeOffset At, string? Id) row) =>
            vendor == ActivityLogVendor.Payrep && row.At.Minute % 2 == 0 ? """{"lost":true}""" : $$"""{"lost":{{row.At.Ticks}}}""";
    }
}
