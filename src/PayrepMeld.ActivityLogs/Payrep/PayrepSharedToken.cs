namespace PayrepMeld.ActivityLogs.Payrep;

/// <summary>
/// One token for all callers, renewed once for all of them. A renewal runs on a token of its own: the caller that began it may be
/// cancelled without harm to those who joined it, and it is cancelled itself only when the last of them is. One whose time is up leaves it
/// running: the next call finds the token.
/// </summary>
internal sealed class PayrepSharedToken(Func<PayrepToken?, CancellationToken, Task<PayrepToken>> renew, TimeProvider timeProvider)
{
    private readonly object _lock = new();
    private PayrepToken? _token;
    private Renewal? _renewal;

    /// <summary>The token if it will do, else a renewed one.</summary>
    /// <exception cref="TimeoutException">There was none within the time left.</exception>
    public async Task<PayrepToken> GetAsync(Func<PayrepToken, bool> willDo, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Renewal renewal;
        lock (_lock)
        {
            // While a renewal runs, the token it replaces is known to be refused: sending it again would only add to the refusals.
            if (_renewal is null && _token is { } token && willDo(token))
            {
                return token;
            }

            renewal = _renewal ??= Begin(_token);
            renewal.Waiters++;
        }

        try
        {
            return await renewal.Outcome.WaitAsync(timeLeft > TimeSpan.Zero ? timeLeft : TimeSpan.Zero, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(renewal, isCancelled: cancellationToken.IsCancellationRequested);
        }
    }

    private Renewal Begin(PayrepToken? previous)
    {
        var renewal = new Renewal();

        // Off this thread: the renewal may run a caller's code, and the lock is held here.
        renewal.Outcome = Task.Run(() => RunAsync(renewal, previous), CancellationToken.None);

        // Nobody may be left to see it fail.
        _ = renewal.Outcome.ContinueWith(static outcome => outcome.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return renewal;
    }

    private async Task<PayrepToken> RunAsync(Renewal renewal, PayrepToken? previous)
    {
        PayrepToken? renewed = null;
        try
        {
            renewed = await renew(previous, renewal.Cancellation.Token).ConfigureAwait(false);
            return renewed;
        }
        finally
        {
            // Together: whoever sees no renewal running must see what it brought.
            lock (_lock)
            {
                if (renewed is not null && ReferenceEquals(_token, previous))
                {
                    _token = renewed;
                }

                Forget(renewal);
            }
        }
    }

    private void Leave(Renewal renewal, bool isCancelled)
    {
        lock (_lock)
        {
            if (--renewal.Waiters > 0 || renewal.Outcome.IsCompleted || !isCancelled)
            {
                return;
            }

            Forget(renewal);
        }

        // Not waited for: the caller that leaves last is itself cancelled and in a hurry.
        _ = renewal.Cancellation.CancelAsync();
    }

    private void Forget(Renewal renewal)
    {
        if (ReferenceEquals(_renewal, renewal))
        {
            _renewal = null;
        }
    }

    private sealed class Renewal
    {
        // Never disposed: it has no timer, and a caller may leave after the renewal has ended.
        public CancellationTokenSource Cancellation { get; } = new();

        public Task<PayrepToken> Outcome { get; set; } = null!;

        public int Waiters { get; set; }
    }
}
