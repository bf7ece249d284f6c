using PayrepMeld.ActivityLogs.Cli.Terminal;

namespace PayrepMeld.ActivityLogs.Cli.Output;

/// <summary>Hands entries on in whole: whenever the program is stopped, what was written ends with an entry's end.</summary>
internal sealed class EntryOutput : IDisposable
{
    private const int Enough = 32 * 1024;

    private readonly MemoryStream _pending = new();
    private readonly Stream _destination;
    private readonly IEntryWriter _writer;

    public EntryOutput(Stream destination, Func<Stream, IEntryWriter> create) => (_destination, _writer) = (destination, create(_pending));

    public void Write(ActivityLogEntry entry)
    {
        _writer.Write(entry);
        if (_pending.Length >= Enough)
        {
            Flush();
        }
    }

    /// <summary>Writes all, and ends what is written properly also where reading breaks off.</summary>
    public async Task WriteAllAsync(IAsyncEnumerable<ActivityLogEntry> entries)
    {
        var isOpen = true;
        try
        {
            await foreach (var entry in entries)
            {
                Write(entry);
            }
        }
        catch (OutputClosedException)
        {
            isOpen = false;
            throw;
        }
        finally
        {
            if (isOpen)
            {
                Complete();
            }
        }
    }

    /// <summary>Hands over what was written so far.</summary>
    public void Flush()
    {
        // Taken first: what cannot be written is not tried again.
        var length = (int)_pending.Length;
        _pending.SetLength(0);
        _destination.Write(_pending.GetBuffer(), 0, length);
        _destination.Flush();
    }

    /// <summary>Writes what comes after the last entry, also where there was none.</summary>
    public void Complete()
    {
        _writer.Complete();
        Flush();
    }

    public void Dispose()
    {
        (_writer as IDisposable)?.Dispose();
        _pending.Dispose();
    }
}
