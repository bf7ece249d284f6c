using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Hands entries on in whole: whenever the program is stopped, what was written ends with an entry's end.</summary>
internal sealed class EntryOutput : IDisposable
{
    /// <summary>What Linux takes into a pipe whole or not at all (PIPE_BUF). A program that ends while it waits for a reader leaves no half line, unless the line alone is longer.</summary>
    private const int Whole = 4096;

    private readonly MemoryStream _pending = new();
    private readonly Stream _destination;
    private readonly IEntryWriter _writer;
    private bool _isOver;

    public EntryOutput(Stream destination, Func<Stream, IEntryWriter> create) => (_destination, _writer) = (destination, create(_pending));

    public void Write(ActivityLogEntry entry)
    {
        var before = (int)_pending.Length;
        _writer.Write(entry);
        if (_pending.Length > Whole && before > 0)
        {
            HandOver(before);
        }

        if (_pending.Length > Whole)
        {
            Flush();
        }
    }

    /// <summary>Writes all, each entry before the next one is waited for, and ends what is written properly also where reading breaks off.</summary>
    /// <param name="entries">What to write.</param>
    /// <param name="cancellationToken">Ends it; what is written is then ended at once, before what reads has come to its end.</param>
    /// <exception cref="OutputClosedException">Nobody reads the output any more.</exception>
    public async Task WriteAllAsync(IAsyncEnumerable<ActivityLogEntry> entries, CancellationToken cancellationToken)
    {
        var closed = (_destination as StandardStream)?.Closed ?? CancellationToken.None;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(closed, cancellationToken);
        try
        {
            await using var read = entries.GetAsyncEnumerator(stop.Token);
            while (await NextAsync(read, stop, cancellationToken))
            {
                Write(read.Current);
            }
        }
        catch (OperationCanceledException e) when (closed.IsCancellationRequested)
        {
            _isOver = true;
            throw new OutputClosedException(e);
        }
        finally
        {
            Complete();
        }
    }

    /// <summary>Hands over what was written so far.</summary>
    public void Flush() => HandOver((int)_pending.Length);

    /// <summary>Writes what comes after the last entry, also where there was none; once, and not where the output failed.</summary>
    public void Complete()
    {
        if (!_isOver)
        {
            _writer.Complete();
            Flush();
            _isOver = true;
        }
    }

    public void Dispose()
    {
        (_writer as IDisposable)?.Dispose();
        _pending.Dispose();
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ActivityLogEntry> read, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var next = read.MoveNextAsync();
        if (next.IsCompleted)
        {
            return await next;
        }

        var pending = next.AsTask();
        try
        {
            Flush();
        }
        catch
        {
            // Nothing is left running.
            await stop.CancelAsync();
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        bool hasNext;
        await using (cancellationToken.UnsafeRegister(static output => ((EntryOutput)output!).TryComplete(), this))
        {
            hasNext = await pending;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return hasNext;
    }

    private void TryComplete()
    {
        try
        {
            Complete();
        }
        catch (Exception e) when (e is OutputClosedException or IOException)
        {
            // It ends anyway, and as interrupted.
        }
    }

    private void HandOver(int length)
    {
        try
        {
            _destination.Write(_pending.GetBuffer(), 0, length);
            _destination.Flush();
        }
        catch
        {
            // What cannot be written is not tried again.
            _isOver = true;
            throw;
        }

        var rest = (int)_pending.Length - length;
        _pending.GetBuffer().AsSpan(length, rest).CopyTo(_pending.GetBuffer());
        _pending.SetLength(rest);
        _pending.Position = rest;
    }
}
