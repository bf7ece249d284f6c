using Microsoft.Extensions.Logging;
using PayrepMeld.ActivityLogs.Http;

namespace PayrepMeld.ActivityLogs.Following;

/// <summary>When one vendor is asked, whether the others wait for it, and what becomes of its errors.</summary>
internal sealed class FollowLane(VendorTail tail, FollowOptions options, string account, TimeProvider time, ILogger logger)
{
    private readonly FollowBackoff _backoff = new(options.PollInterval);
    private readonly TimeSpan _patience = options.PollInterval;
    private long _answeredAt;
    private bool _hasAnswered;
    private TimeSpan _wait;

    public VendorTail Tail { get; } = tail;

    /// <summary>What is being loaded; null for nothing.</summary>
    public Task? Load { get; private set; }

    public bool IsFailing => _backoff.Failures > 0;

    /// <summary>The others wait for it: what it answers comes before what they have. A vendor that fails, or does not answer for as long as one polling interval, is not waited for.</summary>
    public bool HoldsBack => Load is not null && !IsFailing && Patience > TimeSpan.Zero;

    /// <summary>How long the others go on waiting for it.</summary>
    public TimeSpan Patience => _patience - time.GetElapsedTime(Volatile.Read(ref _answeredAt));

    /// <summary>Neither loading nor with an entry to show.</summary>
    public bool IsIdle => Load is null && Tail.Head is null;

    /// <summary>How long until it may be asked again; zero or less for now.</summary>
    public TimeSpan DueIn => Tail.IsMidway && !IsFailing ? TimeSpan.Zero : _wait - time.GetElapsedTime(Volatile.Read(ref _answeredAt));

    public void Start(CancellationToken cancellationToken)
    {
        _hasAnswered = false;
        ClockAnswer();
        Tail.Prepare();
        Load = Tail.LoadAsync(Answered, cancellationToken);
    }

    /// <summary>Takes in a load that has ended.</summary>
    /// <returns>Whether there is something to save, although no entry was taken.</returns>
    /// <exception cref="ActivityLogException">It failed, and trying again cannot mend that.</exception>
    public async Task<bool> SettleAsync()
    {
        var load = Load!;
        Load = null;
        ClockAnswer();
        try
        {
            await load.ConfigureAwait(false);
        }
        catch (ActivityLogException e)
        {
            var isCursorRefused = e.Kind == ActivityLogErrorKind.Invalid && Tail.TryBeginAnew();
            if (_hasAnswered && Tail.IsMidway)
            {
                // What it answered before is not asked for again: it is another error, not the same once more.
                _backoff.Succeeded();
            }

            if (_backoff.WaitAfter(e, isCursorRefused) is not { } wait)
            {
                throw;
            }

            _wait = wait;
            Log.FollowingGoesOn(logger, Tail.Vendor, account, _backoff.Failures, wait, e.Message);
            options.OnError?.Invoke(e, wait);
            return false;
        }

        _backoff.Succeeded();
        _wait = _backoff.NextPoll();
        return Tail.Commit();
    }

    /// <summary>Waits for a load that was cancelled; its outcome is nobody's.</summary>
    public async Task StopAsync()
    {
        if (Load is { } load)
        {
            await load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Answered()
    {
        _hasAnswered = true;
        ClockAnswer();
    }

    private void ClockAnswer() => Volatile.Write(ref _answeredAt, time.GetTimestamp());
}
