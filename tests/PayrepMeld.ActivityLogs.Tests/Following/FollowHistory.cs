using FsCheck;
using FsCheck.Fluent;
using PayrepMeld.ActivityLogs.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Tests.Following;

internal enum FollowEvent
{
    /// <summary>Rows are written, up to the overlap late.</summary>
    Write,

    /// <summary>Many rows are written within a second.</summary>
    Burst,

    /// <summary>A row is written that is dated in the future.</summary>
    WriteAhead,

    /// <summary>A row is written while a page is on its way.</summary>
    WriteMeanwhile,

    /// <summary>A row comes that cannot be read.</summary>
    Unreadable,

    Pass,

    /// <summary>A vendor does not answer for some requests.</summary>
    Fail,

    /// <summary>It is cancelled at rest, and begun again after a while.</summary>
    Restart,

    /// <summary>It ends by itself after a few entries, and is begun again.</summary>
    End,

    /// <summary>The consumer throws at an entry.</summary>
    Crash,
}

/// <summary>What happens to two logs that are followed.</summary>
internal sealed record FollowHistory(int[] Steps, int PageSize, int MaxHeld, int SilentCap, int OverlapSeconds, int ClockOffHours, bool FromNowOn, bool MayCrash)
{
    private static readonly FollowEvent[] Events =
    [
        FollowEvent.Write, FollowEvent.Write, FollowEvent.Write, FollowEvent.Pass, FollowEvent.Pass, FollowEvent.Pass, FollowEvent.Burst, FollowEvent.WriteAhead,
        FollowEvent.WriteMeanwhile, FollowEvent.WriteMeanwhile, FollowEvent.Unreadable, FollowEvent.Fail, FollowEvent.Restart, FollowEvent.End, FollowEvent.Crash,
    ];

    public static Arbitrary<FollowHistory> Arbitrary() => Arb.From(
        from steps in FsCheck.Fluent.Gen.Choose(0, int.MaxValue - 1).ArrayOf()
        from pageSize in FsCheck.Fluent.Gen.Choose(1, 9)
        from maxHeld in FsCheck.Fluent.Gen.Elements(3, 10, 10_000)
        from cap in FsCheck.Fluent.Gen.Elements(3, 7, int.MaxValue)
        from overlap in FsCheck.Fluent.Gen.Elements(0, 20, 300)
        from off in FsCheck.Fluent.Gen.Elements(0, 0, -24, 24)
        from fromNowOn in FsCheck.Fluent.Gen.Elements(true, false)
        from mayCrash in FsCheck.Fluent.Gen.Elements(true, false)
        select new FollowHistory(steps, pageSize, maxHeld, cap, overlap, off, fromNowOn, mayCrash),
        history => history.Steps.Select((_, i) => history with { Steps = [.. history.Steps.Where((_, j) => j != i)] }));

    /// <summary>Which step it is, and the number that says how much of it.</summary>
    public IEnumerable<(FollowEvent Event, int Amount)> Plan() =>
        Steps.Select(step => (Events[step % Events.Length], step / Events.Length)).Where(step => MayCrash || step.Item1 != FollowEvent.Crash);
}
