using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PayrepMeld.ActivityLogs.Testing;

namespace PayrepMeld.ActivityLogs.Tests.Histories;

/// <summary>A row of a history: where on the grid of times, for whom, how it ended, and whether it is nested too deep to be read.</summary>
internal sealed record HistoryRow(ActivityLogVendor Vendor, string Id, int Grid, int Nanoseconds, bool Failed, bool TooDeep = false);

/// <summary>Rows written while the log is read: before the vendor's request of that number.</summary>
internal sealed record LateRow(int BeforeRequest, HistoryRow Row);

/// <summary>How a vendor behaves where its documentation is silent.</summary>
internal sealed record VendorHabits(
    bool InclusiveCursor,
    int? SilentCap,
    int? ShortPageSeed,
    int FractionDigits,
    OffsetStyle Offset,
    int DateZoneHours,
    CountMode Remaining,
    CountMode Count,
    bool NumbersAsStrings,
    bool Reorder,
    MissingField Missing,
    RowOrder Order = RowOrder.NewestFirst);

/// <summary>How a read goes about it, which must make no difference; a seed other than 0 lets answers overtake each other.</summary>
internal readonly record struct ReadStyle(int MaxConcurrency, int PrefetchPages, int DelaySeed);

/// <summary>One log, its vendors' habits, and one read of it.</summary>
internal sealed record History(
    ActivityLogVendor? Source,
    TimeSpan Step,
    IReadOnlyList<HistoryRow> Rows,
    IReadOnlyList<int> Echoes,
    IReadOnlyList<LateRow> Late,
    VendorHabits Habits,
    int PageSize,
    (int Grid, int Ticks)? From,
    (int Grid, int Ticks)? To,
    ActivityLogOutcome? Outcome,
    int? ResumeAfterPage,
    ReadStyle First = default,
    ReadStyle Resumed = default)
{
    public static readonly DateTimeOffset Newest = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero);

    private const int GridSize = 24;

    private static readonly TimeSpan[] Steps = [TimeSpan.FromTicks(1), TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromHours(5)];

    /// <summary>The instant of a place on the grid; grid 0 may lie after the reader's clock, as a vendor's clock may run ahead.</summary>
    public DateTimeOffset At(int grid) => Newest.AddHours(3) - (Step * grid);

    /// <summary>The row's time as the vendor shows it, cut to its digits.</summary>
    public long Ticks(HistoryRow row)
    {
        var ticks = At(row.Grid).UtcTicks;
        var unit = (long)Math.Pow(10, 7 - Math.Min(7, Habits.FractionDigits));
        return ticks - (ticks % unit);
    }

    public DateTimeOffset? FromInstant => From is { } from ? At(from.Grid).AddTicks(from.Ticks) : null;

    public DateTimeOffset? ToInstant => To is { } to ? At(to.Grid).AddTicks(to.Ticks) : null;

    public static Arbitrary<History> Arbitrary() => Arb.From(Gen, Shrink);

    private static Gen<History> Gen =>
        from source in FsCheck.Fluent.Gen.Elements<ActivityLogVendor?>(ActivityLogVendor.Payrep, ActivityLogVendor.Meld, null)
        from step in FsCheck.Fluent.Gen.Elements(Steps)
        from rows in RowsOf(source, "r", 0, 40)
        from echoes in FsCheck.Fluent.Gen.Choose(0, 39).ListOf(3)
        from late in RowsOf(source, "late", 0, 6)
        from before in FsCheck.Fluent.Gen.Choose(1, 8).ArrayOf(6)
        from habits in Habit
        from pageSize in FsCheck.Fluent.Gen.Choose(1, 9)
        from from1 in Bound
        from to1 in Bound
        from outcome in FsCheck.Fluent.Gen.Frequency(
            (4, FsCheck.Fluent.Gen.Constant<ActivityLogOutcome?>(null)),
            (1, FsCheck.Fluent.Gen.Constant<ActivityLogOutcome?>(ActivityLogOutcome.Failure)))
        from resume in FsCheck.Fluent.Gen.Frequency(
            (1, FsCheck.Fluent.Gen.Constant<int?>(null)),
            (2, FsCheck.Fluent.Gen.Choose(0, 8).Select(page => (int?)page)))
        from first in Style
        from resumed in Style
        select Plausible(new History(
            source, step, rows, [.. echoes], [.. late.Select((row, i) => new LateRow(before[i], row))], habits, pageSize, from1, to1, outcome, resume, first, resumed));

    private static Gen<ReadStyle> Style =>
        from concurrency in FsCheck.Fluent.Gen.Elements(1, 3, 8)
        from prefetch in FsCheck.Fluent.Gen.Elements(0, 1, 4)
        from delays in FsCheck.Fluent.Gen.Choose(0, 99)
        select new ReadStyle(concurrency, prefetch, delays);

    private static Gen<HistoryRow[]> RowsOf(ActivityLogVendor? source, string prefix, int least, int most) =>
        from count in FsCheck.Fluent.Gen.Choose(least, most)
        from grids in FsCheck.Fluent.Gen.Choose(0, GridSize).ArrayOf(count)
        from nanos in FsCheck.Fluent.Gen.Elements(0, 0, 7, 50, 99).ArrayOf(count)
        from meld in FsCheck.Fluent.Gen.Elements(true, false).ArrayOf(count)
        from failed in FsCheck.Fluent.Gen.Elements(true, false).ArrayOf(count)
        from deep in FsCheck.Fluent.Gen.Choose(0, 11).ArrayOf(count)
        from salt in FsCheck.Fluent.Gen.Choose(0, 9999).ArrayOf(count)
        select Enumerable.Range(0, count)
            .Select(i => new HistoryRow(
                source ?? (meld[i] ? ActivityLogVendor.Meld : ActivityLogVendor.Payrep), $"{salt[i]:0000}-{prefix}{i}", grids[i], nanos[i], failed[i], deep[i] == 0))
            .ToArray();

    private static Gen<VendorHabits> Habit =>
        from inclusive in FsCheck.Fluent.Gen.Elements(true, false)
        from cap in FsCheck.Fluent.Gen.Elements<int?>(null, null, 3, 4, 7)
        from shorts in FsCheck.Fluent.Gen.Elements<int?>(null, null, 1, 2)
        from digits in FsCheck.Fluent.Gen.Elements(0, 3, 6, 7, 9)
        from offset in FsCheck.Fluent.Gen.Elements(Enum.GetValues<OffsetStyle>())
        from zone in FsCheck.Fluent.Gen.Choose(-1, 1)
        from remaining in FsCheck.Fluent.Gen.Elements(Enum.GetValues<CountMode>())
        from count in FsCheck.Fluent.Gen.Elements(CountMode.Exact, CountMode.Exact, CountMode.Absent, CountMode.Wrong)
        from strings in FsCheck.Fluent.Gen.Elements(true, false)
        from reorder in FsCheck.Fluent.Gen.Elements(true, false)
        from missing in FsCheck.Fluent.Gen.Elements(Enum.GetValues<MissingField>())
        from order in FsCheck.Fluent.Gen.Elements(RowOrder.NewestFirst, RowOrder.NewestFirst, RowOrder.NewestFirst, RowOrder.ShuffledInPage, RowOrder.AsGiven)
        select new VendorHabits(inclusive, cap, shorts, digits, offset, zone, remaining, count, strings, reorder, missing, order);

    private static Gen<(int Grid, int Ticks)?> Bound =>
        from none in FsCheck.Fluent.Gen.Elements(true, false)
        from grid in FsCheck.Fluent.Gen.Choose(-1, GridSize + 1)
        from ticks in FsCheck.Fluent.Gen.Choose(-1, 1)
        select none ? ((int, int)?)null : (grid, ticks);

    /// <summary>
    /// A range that is empty or upside down is refused by the query: it becomes an open one. And "nothing remains" on a first page shorter
    /// than asked for is the end as Meld documents it, a lie no reader can tell: a vendor that always says so fills its pages here. A list
    /// without any order has no page behind which all is older, and no neighbour for an echo.
    /// </summary>
    private static History Plausible(History history) => history with
    {
        From = history.Habits.Order == RowOrder.AsGiven ? null : history.From,
        To = history.FromInstant >= history.ToInstant ? null : history.To,
        Echoes = history.Habits.Remaining == CountMode.AlwaysZero || history.Habits.Order == RowOrder.AsGiven ? [] : history.Echoes,
        Habits = history.Habits.Remaining == CountMode.AlwaysZero
            ? history.Habits with { SilentCap = null, ShortPageSeed = null }
            : history.Habits,
    };

    private static IEnumerable<History> Shrink(History history)
    {
        for (var i = 0; i < history.Rows.Count; i++)
        {
            yield return history with { Rows = [.. history.Rows.Where((_, at) => at != i)] };
        }

        for (var i = 0; i < history.Late.Count; i++)
        {
            yield return history with { Late = [.. history.Late.Where((_, at) => at != i)] };
        }

        foreach (var simpler in new[]
        {
            history with { Echoes = [] },
            history with { From = null },
            history with { To = null },
            history with { Outcome = null },
            history with { ResumeAfterPage = null },
            history with { First = history.First with { DelaySeed = 0 }, Resumed = history.Resumed with { DelaySeed = 0 } },
            history with { First = history.First with { MaxConcurrency = 1 } },
            history with { Resumed = history.Resumed with { MaxConcurrency = 1 } },
            history with { First = history.First with { PrefetchPages = 0 } },
            history with { Resumed = history.Resumed with { PrefetchPages = 0 } },
            history with { Habits = history.Habits with { InclusiveCursor = false } },
            history with { Habits = history.Habits with { SilentCap = null } },
            history with { Habits = history.Habits with { ShortPageSeed = null } },
            history with { Habits = history.Habits with { FractionDigits = 9 } },
            history with { Habits = history.Habits with { Order = RowOrder.NewestFirst } },
            history with { Rows = [.. history.Rows.Select(row => row with { TooDeep = false })] },
            history with { Habits = history.Habits with { Remaining = CountMode.Exact, Count = CountMode.Exact } },
        })
        {
            if (simpler.ToString() != history.ToString())
            {
                yield return simpler;
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder()
            .AppendLine($"source {Source?.ToString() ?? "merged"}, step {Step}, page {PageSize}, from {From} to {To}, outcome {Outcome}, resume after page {ResumeAfterPage}, {First}, then {Resumed}")
            .AppendLine(Habits.ToString());
        foreach (var row in Rows)
        {
            text.AppendLine(row.ToString());
        }

        return text.AppendLine($"echoes {string.Join(',', Echoes)}").AppendJoin(Environment.NewLine, Late).ToString();
    }
}
