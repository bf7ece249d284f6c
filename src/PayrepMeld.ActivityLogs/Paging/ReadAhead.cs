using System.Runtime.ExceptionServices;

namespace PayrepMeld.ActivityLogs.Paging;

/// <summary>
/// Sends the requests of a read, some of them before the caller asks, and hands its pages over in their order. Nothing is sent before the
/// first call of <see cref="NextAsync"/>, and nothing is under way any more once it is disposed.
/// </summary>
internal sealed class ReadAhead(SliceSchedule slices, long wanted, int pageSize, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly object _lock = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private TaskCompletionSource? _waiting;
    private TaskCompletionSource? _idle;
    private int _running;
    private int _held;
    private long _fetched;
    private bool _isStopped;

    /// <summary>The next page; null at the end. An error is thrown in the place of the page it kept from coming.</summary>
    public async ValueTask<VendorPage?> NextAsync()
    {
        while (true)
        {
            VendorPage? page = null;
            ExceptionDispatchInfo? failure = null;
            TaskCompletionSource? waiting = null;
            List<SliceRun>? begun;
            lock (_lock)
            {
                while (slices.Head is { IsOver: true })
                {
                    slices.RemoveHead();
                }

                if (slices.Head is not { } head)
                {
                    return null;
                }

                if (head.Ready.TryDequeue(out page))
                {
                    _held--;
                }
                else if (head.Failure is null)
                {
                    _waiting = waiting = new();
                }

                failure = page is null ? head.Failure : null;
                begun = Begin();
            }

            Send(begun);
            if (page is not null)
            {
                return page;
            }

            if (waiting is not null)
            {
                await waiting.Task.ConfigureAwait(false);
            }

            // Stopped requests fail because of the caller, and say so in other words.
            cancellationToken.ThrowIfCancellationRequested();
            failure?.Throw();
        }
    }

    public async ValueTask DisposeAsync()
    {
        TaskCompletionSource? idle = null;
        lock (_lock)
        {
            _isStopped = true;
            if (_running > 0)
            {
                _idle = idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (idle is not null)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await idle.Task.ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    /// <summary>Takes the slices to send a request for now, if any; the lock is held.</summary>
    private List<SliceRun>? Begin()
    {
        List<SliceRun>? begun = null;
        while (!_isStopped && _running < slices.Concurrency && (IsWaitedFor || MayAskAhead) && slices.Next() is { } slice)
        {
            slice.Begin();
            _running++;
            (begun ??= []).Add(slice);
        }

        return begun;
    }

    /// <summary>The caller waits for a page that nobody fetches.</summary>
    private bool IsWaitedFor => _waiting is not null && slices.Head is { IsRunning: false };

    private bool MayAskAhead =>
        _held + _running < slices.PagesAhead + (_waiting is null ? 0 : 1)
        && _fetched + ((long)_running * pageSize) < wanted;

    private void Send(List<SliceRun>? begun)
    {
        foreach (var slice in begun ?? [])
        {
            // Each ends by itself, and disposing waits for all of them.
            _ = RunAsync(slice);
        }
    }

    private async Task RunAsync(SliceRun slice)
    {
        VendorPage? page = null;
        ExceptionDispatchInfo? failure = null;
        try
        {
            page = await slice.ReadAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        TaskCompletionSource? waiting = null;
        TaskCompletionSource? idle;
        List<SliceRun>? begun;
        lock (_lock)
        {
            _running--;
            slice.End(page, failure);
            if (page is not null)
            {
                _held++;
                _fetched += page.Entries.Count;
            }

            if (slice == slices.Head)
            {
                (waiting, _waiting) = (_waiting, null);
            }

            begun = Begin();
            idle = _running == 0 ? _idle : null;
        }

        Send(begun);
        idle?.SetResult();

        // The caller goes on right here, so this comes last.
        waiting?.SetResult();
    }
}
