using System.Runtime.InteropServices;
using PayrepMeld.ActivityLogs.Cli.Files;

namespace PayrepMeld.ActivityLogs.Cli.Terminal;

/// <summary>
/// Standard output or error where there is no Windows. A <see cref="FileStream"/> would write at a place of its own, over what other programs, or the other of
/// the two, wrote to the same file; and the console's own stream takes a closed pipe for success, and sends a terminal a mode of its own before the first line.
/// </summary>
internal sealed class StandardStream(int descriptor) : WriteOnlyStream
{
    public const int Output = 1;
    public const int Errors = 2;

    private const int Interrupted = 4;
    private const int BrokenPipe = 32;

    private readonly Lazy<CancellationToken> _closed = new(() =>
    {
        // Never disposed of: the thread that cancels it ends with the process.
        var closed = new CancellationTokenSource();
        ClosedPipe.Watch(descriptor, closed.Cancel);
        return closed.Token;
    });

    private int _progress;
    private volatile bool _isOver;

    /// <summary>Odd while a write is under way, and another number for each.</summary>
    public int Progress => Volatile.Read(ref _progress);

    /// <summary>Cancelled once nobody reads any more, also while there is nothing to write.</summary>
    public CancellationToken Closed => _closed.Value;

    private static int TryAgain => OperatingSystem.IsLinux() ? 11 : 35;

    /// <exception cref="OutputClosedException">Whoever read has gone.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isOver)
        {
            return;
        }

        Interlocked.Increment(ref _progress);
        try
        {
            WriteWhole(buffer);
        }
        finally
        {
            Interlocked.Increment(ref _progress);
        }
    }

    /// <summary>Writes the last there is: what anyone writes later is dropped.</summary>
    public void WriteLast(ReadOnlySpan<byte> buffer)
    {
        _isOver = true;
        WriteWhole(buffer);
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    private void WriteWhole(ReadOnlySpan<byte> buffer)
    {
        var waiting = default(SpinWait);
        while (!buffer.IsEmpty)
        {
            var written = WriteSome(descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is var error && error == TryAgain)
            {
                // Whoever shares the terminal made it answer so while it is busy.
                waiting.SpinOnce();
            }
            else if (error != Interrupted)
            {
                if (descriptor == Errors)
                {
                    // There is nobody left to tell.
                    return;
                }

                var exception = new IOException($"Standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.", error);
                throw error == BrokenPipe ? new OutputClosedException(exception) : exception;
            }
        }
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint WriteSome(int descriptor, in byte buffer, nint count);
}
