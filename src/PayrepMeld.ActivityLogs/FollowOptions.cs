using System.Runtime.CompilerServices;

namespace PayrepMeld.ActivityLogs;

/// <summary>How <see cref="IActivityLogClient.FollowAsync"/> polls, where it goes on from, and whom it tells. Immutable; the defaults suit most.</summary>
public sealed record FollowOptions
{
    private static readonly TimeSpan MinPollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(7);

    /// <summary>
    /// How long to wait between two polls, 100 ms to 1 day; 10 seconds by default. Each wait is up to a tenth shorter or longer, so that
    /// many followers do not poll at once. In a merged follow, also how long one vendor waits for an answer of the other.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 100 ms to 1 day.</exception>
    public TimeSpan PollInterval
    {
        get;
        init => field = Checked(value, MinPollInterval, MaxPollInterval);
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How far before the newest row known each poll reads again, 0 to 7 days; 5 minutes by default. A row that a vendor shows late is
    /// delivered if it is no older than that, by its own time. What is read again is remembered, 8 bytes and a time for each row, and is part of a position.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 to 7 days.</exception>
    public TimeSpan Overlap
    {
        get;
        init => field = Checked(value, TimeSpan.Zero, MaxOverlap);
    } = TimeSpan.FromMinutes(5);

    /// <summary>Where an earlier follow left off: a <see cref="FollowPosition"/> that it gave to <see cref="SavePosition"/>. It takes the place of <see cref="ActivityLogQuery.From"/>. Null (the default) to begin anew.</summary>
    public FollowPosition? ResumeFrom { get; init; }

    /// <summary>
    /// Stores how far the entries were taken; null (the default) to store nothing. It is called while the sequence is asked for the entry after them: when all that
    /// a poll found was taken, and at the latest every <see cref="ActivityLogQuery.PageSize"/> entries; also when a poll found nothing to deliver but newer rows that
    /// were filtered out. One call at a time. An exception it throws ends the sequence.
    /// </summary>
    public Func<FollowPosition, CancellationToken, ValueTask>? SavePosition { get; init; }

    /// <summary>
    /// Hears of each error that the sequence survives, with the wait before that vendor is asked again; null (the default) for nobody. It is called while the sequence is
    /// asked for an entry. An exception it throws ends the sequence.
    /// </summary>
    public Action<ActivityLogException, TimeSpan>? OnError { get; init; }

    /// <summary>The most entries of a vendor that are held: a larger backlog is read twice. A test makes it small.</summary>
    internal int MaxHeld { get; init; } = 10_000;

    private static TimeSpan Checked(TimeSpan value, TimeSpan min, TimeSpan max, [CallerMemberName] string name = "") =>
        value >= min && value <= max
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {min:c} to {max:c}.");
}
