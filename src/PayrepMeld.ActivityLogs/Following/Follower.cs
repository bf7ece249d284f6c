using System.Runtime.CompilerServices;
using PayrepMeld.ActivityLogs.Paging;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>
/// The one loop of following: vendors that answer are polled in step, and what a poll found is merged oldest first; at a tie the vendor that
/// comes last in the list is first, so that it is the reverse of a read.
/// </summary>
internal sealed class Follower(FollowLane[] lanes, FollowState identity, FollowOptions options, int saveEvery, TimeProvider time)
{
    // Timers count in milliseconds.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private bool _hasNews;
    private int _unsaved;

    public async IAsyncEnumerable<ActivityLogEntry> RunAsync(long left, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (left > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await SettleAsync(cancellationToken).ConfigureAwait(false);
                Start(stop.Token);
                if (Array.Exists(lanes, lane => lane.Load is { IsCompleted: true }))
                {
                    continue;
                }

                if (!Array.Exists(lanes, lane => lane.HoldsBack) && Oldest() is { } oldest)
                {
                    yield return oldest.Take();
                    left--;
                    _unsaved++;
                    if (left == 0 || _unsaved >= saveEvery)
                    {
                        await SaveAsync(cancellationToken).ConfigureAwait(false);
                    }

                    continue;
                }

                await SaveAsync(cancellationToken).ConfigureAwait(false);
                await WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var lane in lanes)
            {
                await lane.StopAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in lanes)
        {
            if (lane.Load is not { IsCompleted: true })
            {
                continue;
            }

            try
            {
                _hasNews |= await lane.SettleAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (ActivityLogException)
            {
                // What was taken until then stays taken.
                await SaveAsync(cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Starts what is due: what failed by itself, the rest of a poll at once, and new polls in step, once nothing found by the last one is left.</summary>
    private void Start(CancellationToken stop)
    {
        var inStep = IsStepDue();
        foreach (var lane in lanes)
        {
            if (lane.IsIdle && (lane.IsFailing || lane.Tail.IsMidway ? lane.DueIn <= TimeSpan.Zero : inStep))
            {
                lane.Start(stop);
            }
        }
    }

    private bool IsStepDue() => !IsStepHeld() && Array.Exists(lanes, lane => IsInStep(lane) && lane.DueIn <= TimeSpan.Zero);

    private bool IsStepHeld() => Array.Exists(lanes, lane => lane.Tail.Head is not null || lane.HoldsBack || (lane.Tail.IsMidway && !lane.IsFailing && lane.IsIdle));

    private static bool IsInStep(FollowLane lane) => lane is { IsIdle: true, IsFailing: false, Tail.IsMidway: false };

    private VendorTail? Oldest()
    {
        VendorTail? oldest = null;
        foreach (var lane in lanes)
        {
            if (lane.Tail.Head is { } head && (oldest is null || head.UtcTicks <= oldest.Head!.UtcTicks))
            {
                oldest = lane.Tail;
            }
        }

        return oldest;
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_unsaved == 0 && !_hasNews)
        {
            return;
        }

        (_unsaved, _hasNews) = (0, false);
        if (options.SavePosition is { } save)
        {
            await save(new FollowPosition(identity with { Vendors = Array.ConvertAll(lanes, lane => lane.Tail.Save()) }), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a vendor answers, is waited for no longer, or is due.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = NextChange() is { } change ? (change > ShortestWait ? change : ShortestWait) : Timeout.InfiniteTimeSpan;
        var wake = new TaskCompletionSource();
        using var timer = time.CreateTimer(Wake, wake, wait, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.UnsafeRegister(Wake, wake);
        await Task.WhenAny(lanes.Select(lane => lane.Load).OfType<Task>().Append(wake.Task)).ConfigureAwait(false);
    }

    private static void Wake(object? wake) => ((TaskCompletionSource)wake!).TrySetResult();

    private TimeSpan? NextChange()
    {
        var isHeld = IsStepHeld();
        TimeSpan? next = null;
        foreach (var lane in lanes)
        {
            TimeSpan? change =
                lane.HoldsBack ? lane.Patience
                : lane.IsIdle && (!IsInStep(lane) || !isHeld) ? lane.DueIn
                : null;
            next = change < next || next is null ? change ?? next : next;
        }

        return next;
    }
}
